/** API keys, stored as SHA-256 of the key. */
export type KeyStore = {
	create(tenant: string, key: { id: string; name: string; hash: Uint8Array }): Promise<void>;
	/** Throws `key-unknown`. */
	revoke(tenant: string, keyId: string): Promise<void>;
	/** The tenant of a key that is not revoked; sees across tenants. */
	findTenant(hash: Uint8Array): Promise<string | undefined>;
};
