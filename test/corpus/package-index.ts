/** An index of packages as pip asks for it, which holds one: tinything 1.2. */
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const WHEEL = 'tinything-1.2-py3-none-any.whl';

/** A wheel is a zip; Python's own zipfile builds it. */
const BUILD = `
import sys, zipfile
about = "tinything-1.2.dist-info/"
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("tinything/__init__.py", "value = 42\\n")
    wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: tinything\\nVersion: 1.2\\n")
    wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(about + "RECORD", "".join(name + ",,\\n" for name in wheel.namelist() + [about + "RECORD"]))
`;

export async function servePackages(): Promise<{url: string; close(): void}> {
	const folder = mkdtempSync(join(tmpdir(), 'packages-'));
	execFileSync('python3', ['-c', BUILD, join(folder, WHEEL)]);
	const wheel = readFileSync(join(folder, WHEEL));
	rmSync(folder, {recursive: true});
	const server = createServer((request, response) => {
		if (request.url === '/simple/tinything/')
			response.setHeader('content-type', 'text/html').end(`<a href="/${WHEEL}">${WHEEL}</a>`);
		else if (request.url === `/${WHEEL}`) response.end(wheel);
		else response.writeHead(404).end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {url: `http://127.0.0.1:${port}/simple`, close: () => server.close()};
}
