/**
 * A model in a process of its own, so that its work is not the app's. Prints its URL, then the number of each request
 * as it comes. What it does is the name it is asked by:
 *
 * - `streams`: 50 tokens a second without end
 * - `goes-on`: a screenful at once, then as `streams`: each further line moves all others
 * - `floods-50`: 50 MB, as fast as they are taken
 * - `says-5`: 5 MB at once
 * - `minutes-5`: what 50 tokens a second come to in 5 minutes, one by one, as fast as they are taken
 * - `page`: 2 kB, word by word
 * - anything else: answers at once
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {type Reply, startModelServer} from './model-server.ts';

const tokensPerSecond = 50;
/** More than a round can last. */
const tokens = tokensPerSecond * 600;

/** Tokens of more lines than a terminal has rows. */
const screenful = 60 * 17;

const words = 'the graph says what runs and what waits so that nobody has to guess '.split(/(?<= )/);
const word = (n: number) => (n % 17 === 16 ? '\n' : words[n % words.length]!);
const endless = Array.from({length: tokens}, (_, n) => word(n));

/** Half a kilobyte in a chunk: prose as models write it, with headings, lists and code, some of it coloured. */
function manyMegabytes(count: number): string[] {
	const prose = Array.from({length: 60}, (_, n) => word(n)).join('');
	const code = '```python\nfor turn in range(7):\n\tprint("turn", turn)\n```\n\u001B[31mred\u001B[0m\n';
	const parts = [`## A part\n\n${prose}\n\n`, `- **one** of \`many\`\n- ${prose}\n\n`, `${code}\n${prose}\n`];
	const chunks: string[] = [];
	for (let size = 0, n = 0; size < count * 1_000_000; n++) {
		const chunk = parts[n % parts.length]!;
		chunks.push(chunk);
		size += chunk.length;
	}
	return chunks;
}

function reply(model: string): Reply {
	if (model === 'streams') return {text: '', chunks: endless, gate: () => sleep(1000 / tokensPerSecond)};
	if (model === 'goes-on')
		return {
			text: '',
			chunks: endless,
			gate: n => (n < screenful ? undefined : sleep(1000 / tokensPerSecond)),
		};
	if (model === 'page') return {text: endless.slice(0, 400).join('')};
	const [, how, count] = /^(floods|says|minutes)-(\d+)$/.exec(model) ?? [];
	if (how === 'floods') return {text: '', chunks: manyMegabytes(Number(count))};
	if (how === 'says') return {text: '', chunks: [manyMegabytes(Number(count)).join('')]};
	if (how === 'minutes')
		return {text: '', chunks: Array.from({length: Number(count) * 60 * tokensPerSecond}, (_, n) => word(n))};
	return {text: 'Fine, that is done.'};
}

const server = await startModelServer(({n, body}) => {
	console.log(n);
	return reply(body.model);
});
console.log(server.url);
