/** Signs text for one purpose: what was signed for another does not verify. */
export type Signer = {
	/** HMAC-SHA-256 of the UTF-8 text, in base64url without padding: 43 characters. */
	sign(text: string): string;
	/** Whether `sign` made this very signature of this text; takes the same time wherever they differ. */
	verify(text: string, signature: string): boolean;
};
