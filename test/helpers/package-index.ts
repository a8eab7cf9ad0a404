/** An index of packages, as pip asks for it, that holds one wheel. */
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export type PackageIndex = {
	/** For PIP_INDEX_URL. */
	url: string;
	/** Paths that were asked for. */
	asked: string[];
	close(): void;
};

export async function serveIndex(): Promise<PackageIndex> {
	const wheel = buildWheel();
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		if (request.url === '/simple/tinything/')
			response
				.setHeader('content-type', 'text/html')
				.end('<a href="/tinything-1.2-py3-none-any.whl">tinything-1.2-py3-none-any.whl</a>');
		else if (request.url?.endsWith('.whl')) response.end(wheel);
		else response.writeHead(404).end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/simple`,
		asked,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** A wheel is a zip; Python's own zipfile builds it. */
function buildWheel(): Buffer {
	const folder = mkdtempSync(join(tmpdir(), 'wheel-'));
	const file = join(folder, 'tinything-1.2-py3-none-any.whl');
	execFileSync('/usr/bin/env', [
		'python3',
		'-c',
		`
import zipfile
with zipfile.ZipFile(${JSON.stringify(file)}, "w") as z:
    z.writestr("tinything/__init__.py", "value = 42\\ndef main(): print('tool', value)\\n")
    z.writestr("tinything-1.2.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tinything\\nVersion: 1.2\\n")
    z.writestr("tinything-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    z.writestr("tinything-1.2.dist-info/entry_points.txt", "[console_scripts]\\ntinytool = tinything:main\\n")
    z.writestr("tinything-1.2.dist-info/RECORD", "tinything/__init__.py,,\\ntinything-1.2.dist-info/METADATA,,\\ntinything-1.2.dist-info/WHEEL,,\\ntinything-1.2.dist-info/entry_points.txt,,\\ntinything-1.2.dist-info/RECORD,,\\n")
`,
	]);
	const wheel = readFileSync(file);
	rmSync(folder, {recursive: true});
	return wheel;
}
