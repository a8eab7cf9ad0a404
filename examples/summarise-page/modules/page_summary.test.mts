import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import pageSummary from './page_summary.mts';

test('The model is told the text of the page, and none of its code.', async t => {
	const page = '<title>Bread</title><script>let x = "no text";</script><p>Flour, <b>water</b>, heat.</p>';
	const server = createServer((_, response) => response.end(page)).listen(0, '127.0.0.1');
	t.after(() => server.close());
	await new Promise(resolve => server.once('listening', resolve));
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bread`;

	const run = await runModule(pageSummary, {
		inputs: {request: `See ${address}`},
		model: ['It is about bread.'],
	});
	assert.equal(run.output, `It is about bread.\n\n(${address})`);
	assert.equal(run.prompts[0], 'THE PAGE:\nBread Flour, water , heat.');
});

test('Without an address it says what is missing, and asks no model.', async () => {
	const run = await runModule(pageSummary, {inputs: {request: 'Bread'}});
	assert.equal(run.failure?.message, 'There is no address in the request.');
	assert.deepEqual(run.calls, []);
});
