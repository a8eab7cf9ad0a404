/**
 * A model in a process of its own, so that its work is nobody's. Prints its URL, then `asked N` and `answered N` for
 * each request as it comes and goes. What it does is the name it is asked by: `waits-200-says-20-at-50` waits 200 ms
 * and says 20 tokens, 50 a second; `says-20` says them at once.
 */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';

/** How often it writes at most: below, timers are not exact. */
const tick_ms = 2;

const words = 'the graph says what runs and what waits so that nobody has to guess '.split(/(?<= )/);
const word = (n: number) => (n % 17 === 16 ? '\n' : words[n % words.length]!);

function numberIn(model: string, what: string): number {
	return Number(new RegExp(`\\b${what}-(\\d+)`).exec(model)?.[1] ?? 0);
}

function chunk(model: string, more: object): string {
	return `data: ${JSON.stringify({id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 0, model, ...more})}\n\n`;
}

function choice(model: string, delta: object, finish_reason: string | null): string {
	return chunk(model, {choices: [{index: 0, delta, finish_reason}]});
}

async function read(incoming: IncomingMessage): Promise<{model: string}> {
	const pieces: Buffer[] = [];
	for await (const piece of incoming) pieces.push(piece as Buffer);
	return JSON.parse(Buffer.concat(pieces).toString('utf8')) as {model: string};
}

async function answer(incoming: IncomingMessage, response: ServerResponse, n: number): Promise<void> {
	const {model} = await read(incoming);
	console.log(`asked ${n}`);
	const [wait, tokens, rate] = ['waits', 'says', 'at'].map(what => numberIn(model, what)) as [
		number,
		number,
		number,
	];
	response.writeHead(200, {'content-type': 'text/event-stream'});
	response.flushHeaders();
	if (wait > 0) await sleep(wait);
	const from = performance.now();
	for (let said = 0; said < tokens; ) {
		const due = rate === 0 ? tokens : Math.min(tokens, Math.ceil(((performance.now() - from) * rate) / 1000));
		while (said < due) {
			// Each in a write of its own, as they come from a model.
			const taken = response.write(choice(model, {content: word(said++)}, null));
			if (!taken) await new Promise(resolve => response.once('drain', resolve));
		}

		if (said < tokens) await sleep(tick_ms);
	}

	response.write(choice(model, {}, 'stop'));
	response.write(
		chunk(model, {
			choices: [],
			usage: {prompt_tokens: 10, completion_tokens: tokens, total_tokens: tokens + 10},
		}),
	);
	response.end('data: [DONE]\n\n');
	console.log(`answered ${n}`);
}

let requests = 0;
const server = createServer((incoming, response) => void answer(incoming, response, ++requests));
server.listen(0, '127.0.0.1', () => {
	console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
