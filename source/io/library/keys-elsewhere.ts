/** Keys that are in the environment, in variables that are not read by themselves. */
import type {Environment} from './config-folder.ts';
import {variableMeantBy} from './env-file.ts';

/** Where the keys of others are good; each speaks OpenAI's chat completions there. */
const others: Record<string, {name: string; base_url: string}> = {
	ANTHROPIC_API_KEY: {name: 'anthropic', base_url: 'https://api.anthropic.com/v1'},
	DEEPSEEK_API_KEY: {name: 'deepseek', base_url: 'https://api.deepseek.com/v1'},
	GEMINI_API_KEY: {name: 'gemini', base_url: 'https://generativelanguage.googleapis.com/v1beta/openai'},
	GOOGLE_API_KEY: {name: 'gemini', base_url: 'https://generativelanguage.googleapis.com/v1beta/openai'},
	GROQ_API_KEY: {name: 'groq', base_url: 'https://api.groq.com/openai/v1'},
	MISTRAL_API_KEY: {name: 'mistral', base_url: 'https://api.mistral.ai/v1'},
	OPENROUTER_API_KEY: {name: 'openrouter', base_url: 'https://openrouter.ai/api/v1'},
	XAI_API_KEY: {name: 'xai', base_url: 'https://api.x.ai/v1'},
};

/** What to do about each, for a person for whom no key was found; none of the keys is in it. */
export function describeKeysElsewhere(environment: Environment): string[] {
	return Object.keys(environment)
		.filter(name => environment[name]?.trim())
		.sort()
		.flatMap(name => {
			const meant = variableMeantBy(name);
			if (meant !== null)
				return `${name} is set, and is not read: ${meant} is. Type: export ${meant}="$${name}"`;
			const other = Object.hasOwn(others, name) ? others[name] : undefined;
			return other === undefined ? [] : describeOther(name, other);
		});
}

function describeOther(variable: string, {name, base_url}: {name: string; base_url: string}): string {
	const provider = `{name: ${name}, base_url: ${base_url}, api_key_env: ${variable}}`;
	return `${variable} is set, and a key of that kind goes to a provider: write \`providers: [${provider}]\` into orchestrai.yml, and add --model ${name}/MODEL.`;
}
