/** Modules of the person's own, found by their files' names; nothing is imported here. */
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {byName} from '../../core/by-name.ts';
import {findNameFault} from '../../core/pipeline/name-rules.ts';
import {describeFault, faultCode} from '../memory/file-fault.ts';

/** `file` is absolute. */
export type UserModuleFile = {name: string; file: string};

/** In the order in which they are looked for. */
export const codeEndings = ['.mts', '.ts', '.mjs', '.js'];

/** Tests and type declarations lie beside modules and are none. */
const notModules = /\.(test|spec|d)$/;

/**
 * The modules in `./modules`, in alphabetical order, without importing any, and sentences about files that
 * are not among them though they look as if they should be.
 */
export async function findUserModules(
	folder: string,
): Promise<{modules: UserModuleFile[]; problems: string[]}> {
	const modules = new Map<string, string>();
	const problems: string[] = [];
	const own = join(folder, 'modules');
	for (const {name, file} of await listCode(own)) {
		const fault = findNameFault(name);
		const other = modules.get(name);
		if (fault)
			problems.push(`${join(own, file)} is no module, since its name ${fault.because}. ${fault.remedy}`);
		else if (other)
			problems.push(`${join(own, file)} is passed over: ${other} has the same name and comes first.`);
		else modules.set(name, file);
	}
	const found = [...modules].map(([name, file]) => ({name, file: join(own, file)}));
	return {modules: found.sort((a, b) => byName(a.name, b.name)), problems};
}

/** The tests that lie beside the modules of a folder, in alphabetical order, by the names of what they test. */
export async function findModuleTests(folder: string): Promise<UserModuleFile[]> {
	const own = join(folder, 'modules');
	const files = await listFiles(own);
	return files
		.flatMap(file => {
			const name = moduleTest.exec(file)?.[1];
			return name === undefined ? [] : [{name, file: join(own, file)}];
		})
		.sort((a, b) => byName(a.name, b.name));
}

/** Whether there is anything in it that could be run, or that code could be in. */
export async function holdsCode(folder: string): Promise<boolean> {
	return (await listFiles(join(folder, 'modules'))).some(file => !/\.(json|md|txt)$/.test(file));
}

const moduleTest = /^([^.].*)\.(?:test|spec)\.(?:mts|ts|mjs|js)$/;

async function listCode(folder: string): Promise<{name: string; file: string}[]> {
	const files = await listFiles(folder);
	return codeEndings.flatMap(ending =>
		files
			.filter(file => file.endsWith(ending) && !file.startsWith('.'))
			.map(file => ({name: file.slice(0, -ending.length), file}))
			.filter(({name}) => !notModules.test(name)),
	);
}

/** None where there is no such folder. */
async function listFiles(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (faultCode(error) === 'ENOENT' || faultCode(error) === 'ENOTDIR') return [];
		throw new Error(`The modules in ${folder} could not be listed: ${describeFault(error)}.`, {cause: error});
	}
}
