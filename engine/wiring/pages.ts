/** Signed links to the pages of calls, and who opens them. */
import type { Config } from '../config.ts';
import { type CallLinks, createCallLinks } from '../pages/link.ts';
import { openSigner } from './secrets.ts';

/** Addresses of calls, by tenant. */
export type Pages = Pick<CallLinks, 'of'>;

/** As where `PUBLIC_URL` is not set. */
export const NO_PAGES: Pages = { of: () => () => undefined };

/** Throws `secret-unreadable`. */
export async function openCallLinks(config: Pick<Config, 'home' | 'secretKey' | 'publicUrl'>): Promise<CallLinks> {
	return createCallLinks({ signer: await openSigner(config, 'call page'), publicUrl: config.publicUrl });
}
