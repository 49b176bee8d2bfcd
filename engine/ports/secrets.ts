/** Whose secret it is. What was encrypted for one owner cannot be read for another. */
export type SecretOwner = { tenant: string; connectionId: string };

/** Encrypts what a connection must not lose: tokens and keys of outside services. */
export type Secrets = {
	encrypt(secret: string, owner: SecretOwner): Uint8Array;
	/** Throws `secret-unreadable`: another key, another owner, or changed bytes. */
	decrypt(stored: Uint8Array, owner: SecretOwner): string;
};
