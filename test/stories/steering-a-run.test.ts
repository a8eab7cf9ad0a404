/** A person steers a run outside its checkpoints, and the model's server tells what was really asked again. */
import {expect, test} from 'vitest';
import {gate, type ModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, type Person, told} from './a-person.ts';

/** The tale is translated, and has a slogan; only the translation is shortened. */
const pipeline = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
  - {module: slogan_generator, inputs: [request], output_name: slogan}
  - {module: editor, inputs: [translation], output_name: summary}
`;

/** Answers with the kind of work and what it was told, so that a change is seen wherever it reaches. */
const echoing = () =>
	aModel(({body}) => ({text: `${kindOf(body.messages[0]!.content)} of ${told(body).replaceAll('\n', ' ')}`}));

const kinds = {
	'few words': 'Few words',
	storyteller: 'Tale',
	translator: 'Translation',
	slogan: 'Slogan',
	editor: 'Summary',
};

function kindOf(system: string): string {
	const found = Object.entries(kinds).find(([word]) => system.toLowerCase().includes(word));
	return found?.[1] ?? 'Something else';
}

const askedOf = ({requests}: ModelServer, from = 0) =>
	requests.slice(from).map(({body}) => kindOf(body.messages[0]!.content));

/** Along the graph, from its first operation to the right. */
async function goesTo(person: Person, name: 'tale' | 'translation'): Promise<void> {
	person.presses('g', 'Right', ...(name === 'tale' ? [] : (['Right'] as const)));
	await person.sees(`╭─ ${name} · `);
}

async function atAFinishedRun() {
	const model = await echoing();
	const folder = makeFolder({'pipeline.yml': pipeline});
	const args = ['run', '--request', 'A fox', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});
	await person.sees('5 of 5 operations');
	return {model, folder, person};
}

test('A person edits an earlier output, sees first what follows and what that cost, and exactly the stale ones run again; undo brings all of it back without a call.', async () => {
	const {model, folder, person} = await atAFinishedRun();
	const before = model.requests.length;

	await goesTo(person, 'tale');
	person.willEdit({content: 'A tale of a wolf'});
	person.presses('E');
	const shown = await person.sees('Save your edit of tale?');
	expect(shown).toMatch(/translation\s+is made anew/);
	expect(shown).toMatch(/summary\s+is made anew/);
	expect(shown).not.toMatch(/slogan\s+is made anew/);
	expect(shown).toContain('2 outputs are made anew.');
	expect(logged(folder, 'output-edited')).toEqual([]);

	await person.chooses('l save, rerun later');
	await person.sees('2 stale');
	expect(model.requests).toHaveLength(before);

	await goesTo(person, 'translation');
	person.presses('w');
	await person.sees('It consumed version 1 of tale; the current one is version 2, by you');
	person.presses('R');
	await person.chooses('s all that is stale (2)');
	await person.waitsFor(model.request(before + 2));
	await person.sees(/✓ 5\/5/);
	await person.sees('✓ Done');
	expect(askedOf(model, before)).toEqual(['Translation', 'Summary']);
	expect(told(model.requests[before]!.body)).toContain('A tale of a wolf');

	person.presses('z');
	await person.sees('Go back to version 1 of tale?');
	await person.chooses('y undo and rerun');
	await person.terminal.until(() => logged(folder, 'version-chosen').length === 2);
	await person.sees('✓ Done');
	expect(model.requests).toHaveLength(before + 2);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
});

test('A person edits a prompt in their editor, and the operation is made anew by it; what came before stands beside it.', async () => {
	const {model, person} = await atAFinishedRun();
	const before = model.requests.length;

	await goesTo(person, 'translation');
	person.willEdit({content: 'You are a translator of few words.'});
	person.presses('o');
	await person.sees('Save the prompt of translation?');
	await person.chooses('y save and rerun');
	const {body} = await person.waitsFor(model.request(before + 1));
	expect(body.messages[0]!.content).toBe('You are a translator of few words.');
	await person.sees('✓ Done');
	await person.sees('v1 and v2 of translation side by side');
	await person.sees(/Translation of .+ Few words of /);
	expect(askedOf(model, before)).toEqual(['Few words', 'Summary']);
});

test('A person steps through a run: nothing is asked but what they begin, and they see what that will be.', async () => {
	const model = await echoing();
	const folder = makeFolder({'pipeline.yml': pipeline});
	const args = ['run', '--step', '--request', 'A fox', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('stepping: . begins request');
	expect(model.requests).toHaveLength(0);
	await person.chooses('. begin request');
	await person.sees('stepping: . begins tale');
	person.presses('.');
	await person.waitsFor(model.request(1));
	await person.sees('stepping: . begins slogan');
	expect(askedOf(model)).toEqual(['Tale']);

	// The one that is selected goes first.
	await person.sees(/▹ translation/);
	await goesTo(person, 'translation');
	await person.sees('stepping: . begins translation');
	person.presses('.');
	await person.waitsFor(model.request(2));
	expect(askedOf(model)).toEqual(['Tale', 'Translation']);

	person.presses('s');
	await person.sees('5 of 5 operations');
	expect(askedOf(model).sort()).toEqual(['Slogan', 'Summary', 'Tale', 'Translation']);
});

test('A breakpoint holds its operation while the others go on, until a step begins it.', async () => {
	const tale = gate();
	const model = await aModel(async ({body}) => {
		const kind = kindOf(body.messages[0]!.content);
		if (kind === 'Tale') await tale.opened;
		return {text: kind};
	});
	const folder = makeFolder({'pipeline.yml': pipeline});
	const args = ['run', '--request', 'A fox', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.waitsFor(model.request(2));
	await goesTo(person, 'translation');
	person.presses('b');
	await person.sees('The run waits before translation.');
	await person.sees(/◉ translation/);
	tale.open();
	await person.sees('held: . begins translation');
	expect(askedOf(model)).not.toContain('Translation');
	await person.chooses('. begin translation');
	await person.sees('5 of 5 operations');
});

test('A pause lets what runs finish and begins nothing, until the person goes on.', async () => {
	const tale = gate();
	const model = await aModel(async ({body}) => {
		const kind = kindOf(body.messages[0]!.content);
		if (kind === 'Tale') await tale.opened;
		return {text: kind};
	});
	const folder = makeFolder({'pipeline.yml': pipeline});
	const args = ['run', '--request', 'A fox', '--review', 'none', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.waitsFor(model.request(2));
	await person.sees('space pause');
	person.presses('Space');
	await person.sees('space go on');
	tale.open();
	await person.sees('paused: . begins translation');
	expect(askedOf(model)).not.toContain('Translation');
	person.presses('Space');
	await person.sees('5 of 5 operations');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
});
