import {readdirSync, readFileSync} from 'node:fs';

/** Processes of the machine, this one left out, whose command line holds the text. */
export function alive(text: string): string[] {
	return readdirSync('/proc')
		.filter(name => /^\d+$/.test(name) && name !== String(process.pid))
		.filter(pid => {
			try {
				return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text);
			} catch {
				return false;
			}
		});
}
