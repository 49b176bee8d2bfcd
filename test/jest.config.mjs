/** The suites on real servers, with time for what they start. */
import { shared } from '../jest.config.mjs';

export default {
	...shared,
	rootDir: `${import.meta.dirname}/..`,
	testMatch: ['<rootDir>/test/{contracts,e2e,crash}/**/*.test.ts'],
	testTimeout: 300_000,
};
