import {expect, test} from 'vitest';
import {secretsOf, toEndpoint} from '../../../source/io/models/endpoint.ts';

test.each(['http://user:secretpw@host/v1', 'http://user:secretpw@host:99999/v1', 'htp//user:secretpw@host'])(
	'A password in a base URL is no part of what is shown, and is a secret: %s',
	base_url => {
		const endpoint = toEndpoint({base_url, api_key: null});
		expect(endpoint.base_url).not.toContain('secretpw');
		expect(endpoint.base_url).toContain('host');
		expect(secretsOf(endpoint)).toContain('secretpw');
	},
);
