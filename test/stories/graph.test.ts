/** The run as a graph: drawn as the room allows, walked as it is drawn. */
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, told} from './a-person.ts';

const paper = `
pipeline:
  - {module: start_module, inputs: [], output_name: material}
  - {module: reporter, inputs: [material], output_name: news}
  - {module: critic, inputs: [material], output_name: doubts}
  - {module: editor, inputs: [news, doubts], output_name: article}
`;
const prompts = Object.fromEntries(
	['reporter', 'critic', 'editor'].map(name => [`system_prompts/${name}.md`, `You are the ${name}.`]),
);

/** The box that is framed heavily. */
const selected = (name: string) => new RegExp(`┃ \\S ${name} +[┃┠]`);

async function aPersonAtThePaper(size: {columns: number; rows: number}) {
	const [news, doubts] = [gate(), gate()];
	const model = await aModel(({body}) => {
		const system = body.messages[0]!.content;
		if (system.includes('You are the reporter.')) return {text: 'It happened.', gate: () => news.opened};
		if (system.includes('You are the critic.')) return {text: 'Did it?', gate: () => doubts.opened};
		return {text: `An article of ${told(body).length} characters.`};
	});
	const folder = makeFolder({'pipeline.yml': paper, ...prompts});
	const args = ['run', '--request', 'The harbour', '--review', 'none', ...answeredBy(model)];
	return {person: await aPersonAt({args, folder, ...size}), news, doubts};
}

test('The graph shows what runs, is walked with the arrows, and follows what runs again after esc.', async () => {
	const {person, news, doubts} = await aPersonAtThePaper({columns: 120, rows: 36});
	await person.sees(/✓ material/);
	await person.sees(selected('news'));
	await person.sees('follows what runs');

	person.presses('j');
	await person.sees(selected('doubts'));
	person.presses('l');
	await person.sees(selected('article'));
	person.presses('h');
	// Back on the way that was come, not to whatever else is left of it.
	await person.sees(selected('doubts'));
	person.presses('h', 'h');
	await person.sees('Nothing of the graph is further to the left; tab leads to the text.');
	await person.sees(selected('material'));

	news.open();
	await person.sees(/✓ news/);
	expect(await person.sees(selected('material'))).not.toContain('follows what runs');
	person.presses('Escape');
	await person.sees(selected('doubts'));
	doubts.open();
	await person.sees('4 of 4 operations');
	expect(await person.sees('An article of')).toMatch(selected('article'));
	await person.leaves();
});

test('The graph has the whole screen, or boxes of one row where there is little, and is the same graph in all of them.', async () => {
	const {person, news, doubts} = await aPersonAtThePaper({columns: 120, rows: 36});
	await person.sees(selected('news'));
	await person.sees('output   prompt');
	person.presses('+');
	const whole = await person.sees(
		screen => !screen.includes('output   prompt') && selected('news').test(screen),
	);
	expect(whole).toContain('+ both');
	person.presses('+');
	await person.sees('output   prompt');

	person.terminal.resize(60, 16);
	await person.sees(/\[ \S news +┠─/);
	person.presses('j', 'l');
	person.terminal.resize(120, 36);
	await person.sees(selected('article'));
	news.open();
	doubts.open();
	await person.sees('4 of 4 operations');
	await person.leaves();
});
