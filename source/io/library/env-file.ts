import {join} from 'node:path';
import {parseEnv} from 'node:util';
import {suggest} from '../../core/pipeline/suggest.ts';
import {readTextFile} from './read-text-file.ts';

/** What is read from the environment and from a folder's `.env`. */
const openAINames = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID'] as const;

export type OpenAIName = (typeof openAINames)[number];
export type OpenAIValues = Partial<Record<OpenAIName, string>>;

/** Of a folder's `.env` only these names are read; an empty value counts as none. */
export async function readEnvFile(folder: string): Promise<{values: OpenAIValues; notes: string[]}> {
	const read = await readTextFile(join(folder, '.env'));
	if (read === null) return {values: {}, notes: []};
	if ('problem' in read) return {values: {}, notes: [`${read.problem} Nothing of it is used.`]};
	const all = parseEnv(read.text);
	const unknown = Object.keys(all).filter(
		name => name.startsWith('OPENAI_') && !(openAINames as readonly string[]).includes(name),
	);
	return {values: pickOpenAI(all), notes: unknown.map(describeUnknown)};
}

export function pickOpenAI(environment: Record<string, string | undefined>): OpenAIValues {
	return Object.fromEntries(
		openAINames.flatMap(name => {
			const value = environment[name]?.trim();
			return value ? [[name, value]] : [];
		}),
	);
}

/** Names that others read, or that come to mind first. */
const otherNames: Record<string, OpenAIName> = {
	OPENAI_API_BASE: 'OPENAI_BASE_URL',
	OPENAI_KEY: 'OPENAI_API_KEY',
	OPENAI_TOKEN: 'OPENAI_API_KEY',
	OPENAI_SECRET: 'OPENAI_API_KEY',
	OPENAI_SECRET_KEY: 'OPENAI_API_KEY',
	OPENAI_ACCESS_TOKEN: 'OPENAI_API_KEY',
	CHATGPT_API_KEY: 'OPENAI_API_KEY',
	GPT_API_KEY: 'OPENAI_API_KEY',
};

/** The variable that is read, where one of another name was probably meant for it; null: none. */
export function variableMeantBy(name: string): OpenAIName | null {
	const near = otherNames[name.toUpperCase()] ?? (/OPEN_?AI/i.test(name) ? suggest(name, openAINames) : null);
	return openAINames.find(each => each === near && each !== name) ?? null;
}

function describeUnknown(name: string): string {
	const near = variableMeantBy(name);
	return `.env sets ${name}, which is not used.${near === null ? '' : ` Did you mean ${near}?`}`;
}
