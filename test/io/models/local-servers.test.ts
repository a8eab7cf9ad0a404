import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createServer as createSocket} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import {findLocalServers, placesToLook, usualPlaces} from '../../../source/io/models/local-servers.ts';
import {startModelServer} from '../../helpers/model-server.ts';

const never = () => ({text: 'never asked'});

async function listening(server: ReturnType<typeof createSocket>): Promise<number> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

test('Servers that answer are found with their models, in the order of the places; the rest is passed over', async () => {
	const [one, two] = await Promise.all([
		startModelServer(never, {models: [{id: 'qwen3:8b'}, {id: 'llama3.2'}]}),
		startModelServer(never, {models: []}),
	]);
	onTestFinished(() => one.close());
	onTestFinished(() => two.close());
	const page = await listening(createServer((_, response) => response.end('<html>my blog</html>')));
	const closed = createSocket();
	const nobody = await listening(closed);
	await new Promise(resolve => closed.close(resolve));
	const portOf = ({url}: {url: string}) => Number(new URL(url).port);
	const places = placesToLook({
		ORCHESTRAI_LOCAL_PORTS: `lmstudio=${portOf(two)}, ollama=${portOf(one)},mine=${page},other=${nobody}`,
	});
	expect(await findLocalServers(places)).toEqual([
		{
			title: 'LM Studio',
			provider: 'lmstudio',
			port: portOf(two),
			base_url: `http://127.0.0.1:${portOf(two)}/v1`,
			models: [],
		},
		expect.objectContaining({title: 'Ollama', provider: 'ollama', models: ['qwen3:8b', 'llama3.2']}),
	]);
});

test('Nobody is asked who is not there, and looking can be given up', async () => {
	expect(placesToLook({ORCHESTRAI_LOCAL_PORTS: 'none'})).toEqual([]);
	expect(placesToLook({})).toEqual(usualPlaces);
	expect(placesToLook({ORCHESTRAI_LOCAL_PORTS: 'ollama=0,=1,a=x,b=70000,ok=1'})).toMatchObject([
		{provider: 'ok'},
	]);
	const requests: string[] = [];
	const silent = createServer(request => requests.push(request.url ?? ''));
	const port = await listening(silent);
	const leaving = new AbortController();
	const looked = findLocalServers([{title: 'x', provider: 'x', port}], leaving.signal);
	silent.once('request', () => leaving.abort());
	expect(await looked).toEqual([]);
	expect(requests).toEqual(['/v1/models']);
	silent.closeAllConnections();
});
