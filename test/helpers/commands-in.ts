/** What GitHub's runner would take for commands in these lines. */
export function commandsIn(said: string): string[] {
	return said.split('\n').filter(line => /^\s*::|##\[/.test(line));
}
