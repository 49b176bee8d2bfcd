/** The address of this n8n, as the engine sees it. */
import type { IExecuteFunctions, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** An address that n8n shows for itself, with the origin that the credential names where it names one. */
export async function asEngineSees(context: IExecuteFunctions | IHookFunctions, address: string): Promise<string> {
	const { n8nAddress } = await context.getCredentials<{ n8nAddress?: string }>('sophiaApi');
	if (!n8nAddress?.trim()) return address;
	const { pathname, search } = new URL(address);
	try {
		return new URL(n8nAddress.trim()).origin + pathname + search;
	} catch {
		throw new NodeOperationError(context.getNode(), 'The n8n address in the Sophia credential is not an address', {
			description: 'Write it with http:// or https://, for example http://127.0.0.1:5678, or leave it empty.',
		});
	}
}
