import {afterEach, describe, expect, it} from 'vitest';
import {listModels} from '../../../source/io/models/list-models.ts';
import {type ModelServer, type Reply, startModelServer} from '../../helpers/model-server.ts';

const apiKey = 'sk-test-0123456789abcdefghij';
const servers: ModelServer[] = [];

afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

async function list(models: Reply, options: Partial<Parameters<typeof listModels>[0]> = {}) {
	const server = await startModelServer(() => ({hang: true}), {models});
	servers.push(server);
	return listModels({baseUrl: server.url, apiKey, ...options});
}

describe('the list of models', () => {
	it('tells the names, and the day on which one is shut down however that is written', async () => {
		const data = [
			{id: 'a', object: 'model', shutdown_date: '2027-01-14'},
			{id: 'b', shutdown_date: 1_800_000_000},
			{id: 'c', shutdown_date: null},
			{name: 'no id'},
			null,
		];
		expect(await list({status: 200, json: {data}})).toEqual({
			ok: true,
			models: [{id: 'a', shutdown_date: '2027-01-14'}, {id: 'b', shutdown_date: '2027-01-15'}, {id: 'c'}],
		});
	});

	it('shows that a key is refused, without showing the key', async () => {
		const result = await list({
			status: 401,
			json: {error: {message: `Incorrect API key provided: ${apiKey}`, code: 'invalid_api_key'}},
		});
		expect(result).toMatchObject({ok: false, fault: {kind: 'bad-key', possibly_paid: false}});
		expect(JSON.stringify(result)).not.toContain(apiKey);
	});

	it('is not taken from a web page', async () => {
		const raw = ['<!doctype html><html></html>'];
		const result = await list({raw, headers: {'content-type': 'text/html'}});
		expect(result).toMatchObject({ok: false, fault: {kind: 'malformed', possibly_paid: false}});
	});

	it('is not waited for without end', async () => {
		const result = await list({hang: true}, {timeout_ms: 50});
		expect(result).toMatchObject({ok: false, fault: {kind: 'unreachable'}});
		expect(JSON.stringify(result)).toContain('no answer came in 0.05 s');
	});

	it('can be called off', async () => {
		const result = await list({hang: true}, {signal: AbortSignal.abort()});
		expect(result).toMatchObject({ok: false, fault: {kind: 'aborted', possibly_paid: false}});
	});

	it('says that nothing listens there', async () => {
		const server = await startModelServer(() => ({hang: true}));
		await server.close();
		const result = await listModels({baseUrl: server.url, apiKey});
		expect(result).toMatchObject({ok: false, fault: {kind: 'unreachable'}});
		expect(JSON.stringify(result)).toContain('Check that it runs');
		expect(JSON.stringify(result)).not.toContain('resume');
	});
});
