import {expect, test} from 'vitest';
import {checkedName} from '../../../source/commands/new/checked-name.ts';
import {readPipelineName} from '../../../source/ui/home/dialog.ts';
import {firstHome, type Home} from '../../../source/ui/home/home.ts';
import {pasteHome, pressHome} from '../../../source/ui/home/press.ts';
import {editorOf} from '../../../source/ui/line/line-editor.ts';
import {offers, pipeline} from './offers.ts';

const viewport = {page: 5, rows: 30, height: 10};

function press(keys: string[], start: Home = firstHome) {
	return keys.reduce(
		(step, name) => {
			const stroke = {name, text: name.length === 1 ? name : null};
			return pressHome({home: step.home, offers, viewport}, stroke);
		},
		{home: start, effect: null} as ReturnType<typeof pressHome>,
	);
}

const own = {pipelines: [pipeline('mine', {source: './pipelines'}), pipeline('story')]};

test('A name has to be one that no pipeline of the folder or of the app has', () => {
	expect(readPipelineName('mine', own)).toEqual({
		problem: 'There is a pipeline mine already: choose another name, such as my_mine.',
	});
	expect(readPipelineName('story', own)).toEqual({
		problem:
			'The app has a pipeline story of its own, which yours would hide. Choose another name, such as my_story.',
	});
});

test.for([
	'tale',
	'my tale',
	'Größe',
	'v1.2',
	'tale.yml',
	'',
	' ',
	'../x',
	'.x',
	'-x',
	'a=b',
	' x',
	'__proto__',
])(
	'The name %j is taken by home as `orchestrai new pipeline` takes it, and refused with the same sentence.',
	typed => {
		let byCommand: ReturnType<typeof readPipelineName>;
		try {
			byCommand = {name: checkedName('pipeline', typed)};
		} catch (error) {
			byCommand = {problem: (error as Error).message};
		}
		const {home} = press(['enter'], {...firstHome, dialog: {kind: 'name', line: editorOf(typed)}});
		if ('name' in byCommand) expect(home.dialog).toEqual({kind: 'template', name: byCommand.name, at: 0});
		else expect(home.notice?.text).toBe(byCommand.problem);
	},
);

test('What is typed into a dialog goes nowhere else, and esc leads back a step at a time', () => {
	const named = press(['n', 'q', 'r', '/']);
	expect(named.home).toMatchObject({dialog: {kind: 'name', line: {text: 'qr/'}}, filtering: false});
	const refused = press(['enter'], named.home);
	expect(refused.home.notice?.text).toContain('holds one of / \\ =');
	const cleared = press(['ctrl-u', 't', 'enter', 'j'], named.home);
	expect(cleared.home.dialog).toEqual({kind: 'template', name: 't', at: 1});
	const back = press(['esc'], cleared.home);
	expect(back.home.dialog).toMatchObject({kind: 'name', line: {text: 't'}});
	expect(press(['esc'], back.home).home.dialog).toBeNull();
});

test('A pasted key loses its line’s end, and nothing is pasted where nothing is typed', () => {
	const facts = (home: Home) => ({home, offers, viewport});
	const asked = press(['i']).home;
	expect(pasteHome(facts(asked), 'sk-1\n').dialog).toMatchObject({line: {text: 'sk-1'}});
	expect(pasteHome(facts(press(['m']).home), 'sk-1').dialog).toEqual({kind: 'local', at: 0});
	expect(press(['enter'], asked).home.notice?.text).toContain('Type or paste');
});

test('While an answer is being acted on, nothing but Ctrl-C is heard', () => {
	const busy = {...press(['i', 'x']).home, busy: 'checking the key'};
	expect(press(['enter', 'esc', 'y'], busy)).toEqual({home: busy, effect: null});
	expect(press(['ctrl-c'], busy).effect).toMatchObject({kind: 'choose', choice: {kind: 'quit'}});
});

test('Nothing can be chosen where no model answers', () => {
	const {home, effect} = press(['m', 'enter']);
	expect(effect).toBeNull();
	expect(home.notice?.text).toBe('It is still being looked for.');
});
