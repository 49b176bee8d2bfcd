/** An error for the person in front of the terminal: printed as it is, without a stack. */
export class Message extends Error {
	name = 'Message';
}

/**
 * Runs `main` and ends the process with what it returns (0 when it returns nothing).
 * A {@link Message} is printed as plain text, anything else with its stack; both end with 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
	try {
		process.exitCode = (await main()) ?? 0;
	} catch (error) {
		console.error(error instanceof Message ? `\n${error.message}\n` : error);
		process.exitCode = 1;
	}
}
