"""Small instances made up for the tests: a depot at the origin, customers on a 3-4-5 grid."""

SOLOMON = """tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      0         0          0          0        100          0
    1      3         4          6          2         50          1
    2      6         8          5         10.5       60          2
    3      1         1          4          0         70          1
"""

LILIM = """2 10 1
0 0 0 0 0 100 0 0 0
1 3 4 6 2 50 1 0 2
2 6 8 -6 10 60 2 1 0
3 1 1 4 0 70 1 0 4
4 0 2 -4 0 80 1 3 0
"""

CVRP = """NAME : tiny
COMMENT : "made up: by hand"
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 1 1
DEMAND_SECTION
1 0
2 6
3 5
4 4
DEPOT_SECTION
 1
 -1
EOF
"""


def vrplib(kind: str, headers: str = "", sections: str = "") -> str:
    """The same nodes as another kind, with more headers and sections."""
    text = CVRP.replace("TYPE : CVRP", f"TYPE : {kind}\n{headers}".rstrip(), 1)
    return text.replace("DEPOT_SECTION", f"{sections}DEPOT_SECTION", 1)
