import { type Answered, TroubleError } from '../core/trouble.js';
import { troubleOf } from '../read/github/trouble.js';

/** What came of asking GitHub for something; its trouble or the network's is thrown as such. */
export async function explained<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof TroubleError) throw error;
    const trouble = troubleOf(error, what);
    throw trouble === null ? error : new TroubleError(trouble, { cause: error });
  }
}

/** The same with trouble as a value. Only a bug is thrown. */
export async function answered<T>(what: string, act: () => Promise<T>): Promise<Answered<T>> {
  try {
    return { kind: 'good', value: await explained(what, act) };
  } catch (error) {
    if (error instanceof TroubleError) return { kind: 'trouble', trouble: error.trouble };
    throw error;
  }
}
