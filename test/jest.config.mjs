/** The suites on real servers: one after another, with time for what they start. */
import unit from '../jest.config.mjs';

const [{ transform, extensionsToTreatAsEsm, testPathIgnorePatterns, modulePathIgnorePatterns }] = unit.projects;

export default {
	rootDir: `${import.meta.dirname}/..`,
	testMatch: ['<rootDir>/test/{contracts,e2e,crash}/**/*.test.ts'],
	testTimeout: 300_000,
	extensionsToTreatAsEsm,
	testPathIgnorePatterns,
	modulePathIgnorePatterns,
	transform,
};
