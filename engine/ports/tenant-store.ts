import type { TenantSettings } from '../contract/tenant.ts';

export type TenantStore = {
	/** Throws `tenant-exists`. */
	create(tenant: string, settings: TenantSettings): Promise<void>;
	/** Throws `tenant-unknown`. */
	get(tenant: string): Promise<TenantSettings>;
	set(tenant: string, settings: TenantSettings): Promise<void>;
};
