/**
 * `plain-view.ts URL defaults|incremental`: what the run screen shows while eight operations stream, as anybody would
 * write it in Ink: a tree of boxes and texts, each part of it with its state in React, and the texts' ends wrapped by
 * Ink. It has no log, no versions and no reviews; lines between boxes are arrows beside them. What every author of
 * such a view learns first it does: it shows the end of a text, not all of it.
 */
import {Box, render, Text, useApp, useInput, useWindowSize} from 'ink';
import OpenAI from 'openai';
import {createElement as h, type ReactElement, useEffect, useState} from 'react';

const [url, how] = process.argv.slice(2) as [string, 'defaults' | 'incremental'];
const client = new OpenAI({baseURL: url, apiKey: 'none'});
const names = ['request', ...Array.from({length: 8}, (_, n) => `part_${n}`)];
const spinner = [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'];

type Texts = Record<string, string>;

function View(): ReactElement {
	const {exit} = useApp();
	const {columns, rows} = useWindowSize();
	const [texts, setTexts] = useState<Texts>({request: 'go'});
	const [selected, setSelected] = useState(1);
	const [help, setHelp] = useState(false);
	const [frame, setFrame] = useState(0);
	const [startedAt] = useState(Date.now);

	useEffect(() => {
		for (const name of names.slice(1))
			void stream(name, piece => setTexts(before => ({...before, [name]: (before[name] ?? '') + piece})));
		const timer = setInterval(() => setFrame(before => before + 1), 150);
		return () => clearInterval(timer);
	}, []);

	useInput((input, key) => {
		if (key.upArrow) setSelected(before => Math.max(0, before - 1));
		if (key.downArrow) setSelected(before => Math.min(names.length - 1, before + 1));
		if (input === '?') setHelp(before => !before);
		if (input === 'q') exit();
	});

	const seconds = Math.floor((Date.now() - startedAt) / 1000);
	const name = names[selected]!;
	return h(
		Box,
		{flexDirection: 'column', width: columns, height: rows, overflow: 'hidden'},
		h(StateLine, {frame, seconds, tokens: Object.values(texts).join(' ').split(' ').length}),
		help
			? h(Help)
			: h(
					Box,
					{flexGrow: 1},
					h(Graph, {selected: name, frame, seconds}),
					h(Inspector, {name, text: texts[name] ?? '', height: rows - 7}),
				),
		h(
			Box,
			{justifyContent: 'space-between'},
			h(Text, null, ' + whole   space pause   q leave   / find   tab pane'),
			h(Text, null, '? help '),
		),
	);
}

function StateLine({frame, seconds, tokens}: {frame: number; seconds: number; tokens: number}): ReactElement {
	return h(
		Box,
		{justifyContent: 'space-between'},
		h(Text, null, h(Text, {color: 'cyan', bold: true}, ' OrchestrAI'), h(Text, {bold: true}, '  pipeline')),
		h(
			Text,
			null,
			h(Text, {color: 'yellow'}, `${spinner[frame % spinner.length]} 8 running   `),
			h(Text, {color: 'green'}, '✓ 1/9   '),
			`${tokens} tok   $0.00   ${clock(seconds)} `,
		),
	);
}

function Graph({selected, frame, seconds}: {selected: string; frame: number; seconds: number}): ReactElement {
	const node = (name: string, glyph: string, detail: string) =>
		h(
			Box,
			{
				key: name,
				flexDirection: 'column',
				borderStyle: name === selected ? 'bold' : 'round',
				borderColor: name === selected ? 'cyan' : undefined,
				paddingX: 1,
				width: 17,
			},
			h(Text, {bold: name === selected}, `${glyph} ${name}`),
			h(Text, {dimColor: true}, `  ${detail}`),
		);
	return h(
		Box,
		{flexDirection: 'column', borderStyle: 'round', width: '55%'},
		h(Text, {bold: true}, 'graph · follows what runs'),
		h(
			Box,
			{alignItems: 'center'},
			node('request', '✓', 'you'),
			h(
				Box,
				{flexDirection: 'column'},
				names
					.slice(1)
					.map(name =>
						h(
							Box,
							{key: name, alignItems: 'center'},
							h(Text, {color: 'yellow'}, '──▶'),
							node(name, spinner[frame % spinner.length]!, `${seconds}s`),
						),
					),
			),
		),
	);
}

function Inspector({name, text, height}: {name: string; text: string; height: number}): ReactElement {
	return h(
		Box,
		{flexDirection: 'column', borderStyle: 'round', borderColor: 'cyan', flexGrow: 1, flexBasis: 0},
		h(Text, {bold: true}, `${name} · ${name === 'request' ? 'start_module' : 'enhancer'}`),
		h(Text, null, 'output   prompt   versions   calls   info'),
		h(
			Box,
			{flexDirection: 'column', height, overflow: 'hidden', justifyContent: 'flex-end'},
			h(Text, {wrap: 'wrap'}, text.split('\n').slice(-height).join('\n')),
		),
	);
}

function Help(): ReactElement {
	const keys = ['↑ ↓ select', '? help', 'q leave', 'esc close'];
	return h(
		Box,
		{flexDirection: 'column', flexGrow: 1, borderStyle: 'round'},
		keys.map(key => h(Text, {key}, key)),
	);
}

function clock(seconds: number): string {
	return [Math.floor(seconds / 60), seconds % 60].map(part => String(part).padStart(2, '0')).join(':');
}

async function stream(name: string, take: (piece: string) => void): Promise<void> {
	const answer = await client.chat.completions.create({
		model: 'goes-on',
		stream: true,
		messages: [{role: 'user', content: name}],
	});
	for await (const {choices} of answer) take(choices[0]?.delta.content ?? '');
}

render(h(View), {alternateScreen: true, incrementalRendering: how === 'incremental'});
