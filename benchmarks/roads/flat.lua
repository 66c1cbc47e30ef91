-- The rules of `luco roads import` for light trucks, as a profile of OSRM, every metre alike:
-- who may drive where, in which direction, past which barriers. Distance alone decides.

api_version = 4

Set = require("lib/set")
Sequence = require("lib/sequence")
Obstacles = require("lib/obstacles")

local keys = { "access", "vehicle", "motor_vehicle", "motorcar", "goods" }

local open = Set {
  "yes", "permissive", "designated", "official", "destination", "delivery", "customers",
  "discouraged", "public", "residents"
}
local closed = Set {
  "no", "none", "private", "permit", "agricultural", "forestry", "agricultural;forestry",
  "military", "emergency", "use_sidepath", "dismount", "psv", "bus", "foot", "unsuitable"
}
local roads = Set {
  "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
  "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential", "living_street",
  "service", "road", "track"
}
-- roads where nobody of ours drives unless the tags say so
local others = Set { "pedestrian", "path", "footway", "cycleway", "bridleway", "steps" }
local passable = Set {
  "gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate", "wicket_gate", "yes",
  "border_control", "checkpoint", "toll_booth", "cattle_grid", "entrance", "sally_port",
  "height_restrictor", "kerb", "traffic_island", "speed_bump"
}
local posts = Set { "bollard", "block", "planter", "cycle_barrier" }

function setup()
  return {
    properties = {
      weight_name = "distance",
      weight_precision = 2,
      u_turn_penalty = 0,
      continue_straight_at_waypoint = false,
      use_turn_restrictions = true,
      max_speed_for_map_matching = 10,
      process_call_tagless_node = false
    },
    default_mode = mode.driving,
    restrictions = Sequence { "goods", "motorcar", "motor_vehicle", "vehicle" }
  }
end

local function may_pass(tagged, default, direction)
  local passes = default
  for _, key in ipairs(keys) do
    local value = tagged:get_value_by_key(key)
    if direction then
      local special = tagged:get_value_by_key(key .. ":" .. direction)
      if special and special ~= "" then value = special end
    end
    if value and open[value] then passes = true end
    if value and closed[value] then passes = false end
  end
  return passes
end

function process_node(profile, node, result, relations)
  local barrier = node:get_value_by_key("barrier")
  if not barrier or barrier == "no" then return end
  local rising = node:get_value_by_key("bollard") == "rising"
  local width = tonumber(node:get_value_by_key("width")) or tonumber(node:get_value_by_key("maxwidth"))
  local passes = rising
  if passable[barrier] and node:get_value_by_key("locked") ~= "yes" then passes = true end
  if posts[barrier] and width and width > 0.5 then passes = true end
  if not may_pass(node, passes) then
    obstacle_map:add(node, Obstacle.new(obstacle_type.barrier))
  end
end

local function direction_of(way, highway)
  local sense = 0
  local junction = way:get_value_by_key("junction")
  if junction == "roundabout" or junction == "circular" then sense = 1 end
  if highway == "motorway" or highway == "motorway_link" then sense = 1 end
  for _, key in ipairs({ "oneway", "oneway:motor_vehicle" }) do
    local value = way:get_value_by_key(key)
    if value == "yes" or value == "1" or value == "true" then sense = 1 end
    if value == "-1" or value == "reverse" then sense = -1 end
    if value == "no" or value == "0" or value == "false" then sense = 0 end
  end
  return sense
end

function process_way(profile, way, result, relations)
  local highway = way:get_value_by_key("highway")
  local ferry = way:get_value_by_key("ferry")
  local sails = way:get_value_by_key("route") == "ferry" or (ferry and ferry ~= "no")
  if way:get_value_by_key("area") == "yes" then return end
  if highway and not roads[highway] and not others[highway] then return end
  if not highway and not sails then return end
  local smoothness = way:get_value_by_key("smoothness")
  local default = not (highway and others[highway])
  if smoothness == "very_horrible" or smoothness == "impassable" then default = false end
  local sense = direction_of(way, highway)
  result.forward_speed, result.backward_speed = 36, 36
  result.forward_rate, result.backward_rate = 1, 1
  if sense >= 0 and may_pass(way, default, "forward") then result.forward_mode = mode.driving end
  if sense <= 0 and may_pass(way, default, "backward") then result.backward_mode = mode.driving end
end

function process_turn(profile, turn)
  turn.duration, turn.weight = 0, 0
end

return {
  setup = setup,
  process_way = process_way,
  process_node = process_node,
  process_turn = process_turn
}
