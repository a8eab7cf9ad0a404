import {access, constants} from 'node:fs/promises';

const places = ['/usr/bin/setpriv', '/bin/setpriv'];

/**
 * The command line, such that the system ends its program when we are killed. Linux only, and not what the program
 * itself started: that is ended when the app is started next.
 */
export async function dyingWithUs(argv: string[]): Promise<string[]> {
	if (process.platform !== 'linux') return argv;
	for (const setpriv of places) {
		const runs = await access(setpriv, constants.X_OK).then(
			() => true,
			() => false,
		);
		if (runs) return [setpriv, '--pdeathsig', 'KILL', '--', ...argv];
	}

	return argv;
}
