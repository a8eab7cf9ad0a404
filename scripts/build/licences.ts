import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Plugin} from 'rolldown';

const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Adds the licences of all packages whose code is in the bundle: most of them ask for no more than that. */
export function licences(): Plugin {
	return {
		name: 'licences',
		generateBundle(_, bundle) {
			const ids = Object.values(bundle).flatMap(file => (file.type === 'chunk' ? file.moduleIds : []));
			const folders = new Set(ids.flatMap(id => packageFolder.exec(id)?.[0] ?? []));
			const texts = [...folders].toSorted().map(licenceOf);
			this.emitFile({type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`)});
		},
	};
}

function licenceOf(folder: string): string {
	const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
	const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
	return `${name} ${version}, ${license}\n${text}`;
}
