// The order of alarm that most counties use, the worst first.
const known = ["red", "orange", "yellow", "blue", "green"];

/** Where a card stands among others: the worst first, then those a county has made up itself. */
export const rankOfCard = (card: string): number =>
  known.includes(card) ? known.indexOf(card) : known.length;
