/** Starts the model's process and ends it. */
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

export type ModelProcess = {
	url: string;
	/** Settles once it has printed this line, `asked 2` or `answered 2`. */
	said(line: string): Promise<void>;
};

export async function withModel<T>(work: (model: ModelProcess) => Promise<T>): Promise<T> {
	const server = fork(join(import.meta.dirname, 'model-server.ts'), {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	try {
		const lines = createInterface({input: server.stdout!});
		const [url] = (await once(lines, 'line')) as [string];
		const said = new Set<string>();
		const awaited = new Map<string, () => void>();
		lines.on('line', line => {
			said.add(line);
			awaited.get(line)?.();
		});
		return await work({
			url,
			said: line => (said.has(line) ? Promise.resolve() : new Promise(resolve => awaited.set(line, resolve))),
		});
	} finally {
		server.kill();
	}
}
