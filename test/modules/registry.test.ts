import {expect, it} from 'vitest';
import {createChameleon} from '../../source/modules/chameleon.ts';
import {builtinModules, traitsOf} from '../../source/modules/registry.ts';

it('knows every module that is more than a prompt, by its own name', () => {
	expect([...builtinModules.keys()]).toEqual([
		'start_module',
		'human_intervention',
		'engineer',
		'debugger',
		'modify_codebase',
		'create_readme',
	]);
	for (const [name, module] of builtinModules) {
		expect(module.name).toBe(name);
		expect(module.describe).not.toBe('');
	}
});

it.each([
	['start_module', {yields: 'text', writes: false}],
	['human_intervention', {yields: 'text', writes: false}],
	['engineer', {yields: 'codebase', writes: true}],
	['debugger', {yields: 'codebase', writes: true}],
	['modify_codebase', {yields: 'codebase', writes: true}],
	['create_readme', {yields: 'text', writes: true}],
])('tells what a run has to know of %s', (name, traits) => {
	expect(traitsOf(builtinModules.get(name)!)).toMatchObject(traits);
});

it('takes a module that yields a codebase for one that writes, and any other for one that does not', () => {
	const run = () => '';
	expect(traitsOf({name: 'm', describe: '', yields: 'codebase', run}, 'v').writes).toBe(true);
	expect(traitsOf(createChameleon('poet'), 'v')).toEqual({yields: 'text', writes: false, version: 'v'});
});
