import {expect, test} from 'vitest';
import {describeKeysElsewhere} from '../../../source/io/library/keys-elsewhere.ts';

test.for([
	['OPENAI_KEY', 'export OPENAI_API_KEY="$OPENAI_KEY"'],
	['OPEN_AI_API_KEY', 'export OPENAI_API_KEY="$OPEN_AI_API_KEY"'],
	['OPENAI_APIKEY', 'export OPENAI_API_KEY="$OPENAI_APIKEY"'],
	['OPENAI_API_BASE', 'export OPENAI_BASE_URL="$OPENAI_API_BASE"'],
	['ANTHROPIC_API_KEY', 'api_key_env: ANTHROPIC_API_KEY'],
	['OPENROUTER_API_KEY', 'base_url: https://openrouter.ai/api/v1'],
] as const)('What is in %s is told how to be used, and is not told itself.', ([name, advice]) => {
	const told = describeKeysElsewhere({[name]: 'the-secret-itself', PATH: '/bin'});
	expect(told).toHaveLength(1);
	expect(told[0]).toContain(advice);
	expect(told[0]).not.toContain('the-secret-itself');
});

test('What is read anyway, is empty, or belongs to others is not spoken of.', () => {
	expect(
		describeKeysElsewhere({
			OPENAI_API_KEY: 'x',
			OPENAI_ORG_ID: 'x',
			OPENAI_KEY: '  ',
			GITHUB_TOKEN: 'x',
			EDITOR: 'vi',
		}),
	).toEqual([]);
});
