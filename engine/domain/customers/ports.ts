/** What the run kind `analyze-customer` is given. */
import type { Crm } from '../../ports/crm.ts';
import type { AnalysisPorts } from '../analysis/ports.ts';

export type CustomerPorts = AnalysisPorts & {
	/** The service of `run.connections.crm`; undefined where the run names none: then only given e-mails are read. */
	crm: Crm | undefined;
};
