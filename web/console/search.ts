/** Letters without marks, so that typing "sin ho" finds "Sìn Hồ". */
export const fold = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
