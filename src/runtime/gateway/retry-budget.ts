/** In requests: one retry for five. */
const COST = 5;
/** A fifth of the last 2,500 requests: more than fail together when one of many instances dies. */
const MOST = 2_500;
/** A gateway that has just begun may retry as well. */
const FIRST = 500;

/** Retries as a share of recent requests, so that an outage is not answered with twice the load. */
export class RetryBudget {
  #saved = FIRST;

  /** A request began. */
  earn(): void {
    if (this.#saved < MOST) this.#saved += 1;
  }

  /** True when one more retry is within the budget, which it then has used. */
  spend(): boolean {
    if (this.#saved < COST) return false;
    this.#saved -= COST;
    return true;
  }
}
