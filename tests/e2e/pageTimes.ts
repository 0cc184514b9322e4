/**
 * In the page, as text: answers the milliseconds since it was navigated to once the overview stands, its numbers and the board by unit
 * painted. For `evaluate`, which the page's policy on scripts leaves alone.
 */
export const firstView = `new Promise((resolve) => {
  const look = () => {
    const stands = document.querySelectorAll(".need-count strong").length > 0 && document.querySelector(".board tbody tr") !== null;
    requestAnimationFrame(stands ? () => resolve(performance.now()) : look);
  };
  look();
})`;

/**
 * In the page, as text: changes the list's filter, as a choice in it changes the address, and answers the milliseconds until its
 * rows are painted: what a person waits for, and nothing of the driver's. For `evaluate`.
 */
export const changeFilter = (query: string): string => `new Promise((resolve) => {
  const startedAt = performance.now();
  history.pushState(null, "", "/tasks?${query}");
  const look = () => {
    const isThere = document.querySelector("[aria-busy=true], .loading") === null && document.querySelector("tbody tr") !== null;
    requestAnimationFrame(isThere ? () => resolve(performance.now() - startedAt) : look);
  };
  requestAnimationFrame(look);
})`;
