import type {KeyDoc} from '../../core/pipeline/key-docs.ts';
import {schemaDraft} from '../../core/pipeline/schema.ts';
import {type JsonSchema, schemaOf} from '../../core/pipeline/schema-of-shape.ts';
import {type providerKeys, settingsFile, type settingsKeys} from './settings-keys.ts';

const providerDocs: Record<keyof typeof providerKeys, KeyDoc> = {
	name: {says: 'What it is called: pipelines write `model: NAME/model`.', examples: ['ollama', 'openrouter']},
	base_url: {says: 'Where it is.', examples: ['http://localhost:11434/v1', 'https://openrouter.ai/api/v1']},
	api_key_env: {
		says: 'The environment variable that holds its key. Without it no key is sent.',
		examples: ['OPENROUTER_API_KEY'],
	},
	default_model: {says: 'The model that its name alone means.'},
	headers: {
		says: 'Headers that are sent with every request.',
		examples: [{'X-Title': 'my app'}],
		rest: {says: 'The value of this header.'},
	},
};

const settingsDocs: Record<keyof typeof settingsKeys, KeyDoc> = {
	base_url: {
		says: 'The endpoint that answers where no provider is named, instead of OpenAI’s: anything that speaks its chat-completions protocol.',
		examples: ['http://localhost:11434/v1'],
	},
	default_model: {says: 'The model, or role, that answers where a pipeline names none.', default: 'medium'},
	theme: {
		says: 'What background the screen is drawn for, and with `contrast` as strongly as can be; `auto`: what the terminal says.',
		default: 'auto',
	},
	ascii: {
		says: 'Whether the app draws and writes in ASCII alone. Without it: as the locale has it.',
		examples: [true],
	},
	screen_reader: {
		says: 'Whether the screen is lines that can be read aloud, each said once, instead of a picture that changes.',
		default: false,
	},
	runs_dir: {says: 'Where runs are kept, below this folder.', default: 'runs'},
	notify: {
		says: 'How you are called when you are needed and look elsewhere: the bell, the terminal’s notification and the window’s title; `bell` alone; or not at all.',
		default: true,
	},
	preflight: {
		says: 'Whether a page shows before a run who would be asked, what it may cost, and where it stops.',
		default: true,
	},
	roles: {
		says: 'What the roles mean.',
		examples: [{small: 'ollama/qwen3'}],
		keys: {
			small: {says: 'The model for light work.'},
			medium: {says: 'The model for most work.'},
			large: {says: 'The model for hard work.'},
		},
	},
	providers: {says: 'Endpoints by name, so that one pipeline can mix them.', keys: providerDocs},
	prices: {
		says: 'What models cost that the price list does not know, or knows otherwise, in US dollars per million tokens.',
		examples: [{'ollama/qwen3': {input: 0, output: 0}}],
		rest: {
			says: 'The price of the model of this name.',
			keys: {
				input: {says: 'For a million tokens of prompts.'},
				output: {says: 'For a million tokens of answers.'},
				cached_input: {says: 'For a million tokens of prompts that the endpoint had in its cache.'},
			},
		},
	},
};

/** What orchestrai.yml may hold, as a JSON Schema: made of what it is checked by, so that it refuses nothing that is sound. */
export function settingsSchema(): JsonSchema {
	return {
		$schema: schemaDraft,
		title: 'The settings of OrchestrAI',
		description: 'orchestrai.yml: endpoints, models and the screen. Keys never stand in it.',
		...schemaOf(settingsFile.shape, {keys: settingsDocs}),
	};
}
