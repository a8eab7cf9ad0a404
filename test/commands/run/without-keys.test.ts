import {expect, test} from 'vitest';
import {keyNamesOf, withoutKeys} from '../../../source/commands/run/without-keys.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';

test('An editor is given no variable that keys are read from, however short they are, nor one that holds a key that is in use.', () => {
	const provider = {name: 'other', base_url: 'http://127.0.0.1:9/v1', headers: {}, api_key: 'short'};
	const names = keyNamesOf({
		providers: [
			{...provider, api_key_env: 'DOOR'},
			{...provider, api_key_env: null},
		],
	});
	const environment = {
		OPENAI_API_KEY: 'tiny',
		DOOR: 'short',
		COPY: 'It is 0123456789-0123456789.',
		TERM: 'xterm',
		WORD: 'short',
		EMPTY: undefined,
	};
	const redact = createRedactor(['0123456789-0123456789']);
	expect(withoutKeys(environment, {names, redact})).toEqual({
		TERM: 'xterm',
		WORD: 'short',
		EMPTY: undefined,
	});
});
