/** What a question leaves out and what it misses, while the answer is made. */
import type { Account } from '../coaching/account.ts';

/** As a window's account has them. */
export type Scope = Pick<Account, 'skipped' | 'gaps'>;
