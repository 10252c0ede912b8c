BEGIN TRANSACTION;
CREATE TABLE calls (
	id VARCHAR(80) NOT NULL, 
	scenario VARCHAR(80) NOT NULL, 
	fingerprint VARCHAR(128) NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	customer VARCHAR(200) NOT NULL, 
	customer_kind VARCHAR(20) NOT NULL, 
	seed VARCHAR(80) NOT NULL, 
	started_at DOUBLE NOT NULL, 
	last_at DOUBLE NOT NULL, 
	events INTEGER NOT NULL, 
	rep_turns INTEGER NOT NULL, 
	ended BOOLEAN NOT NULL, 
	outcome VARCHAR(40) NOT NULL, 
	grader VARCHAR(40) NOT NULL, 
	grader_version VARCHAR(120) NOT NULL, 
	calmness INTEGER, 
	customer_focus INTEGER, 
	respect_no INTEGER, 
	no_respected VARCHAR(20), 
	relationship VARCHAR(20), 
	CONSTRAINT pk_calls PRIMARY KEY (id)
);
INSERT INTO "calls" VALUES('c1','roof','ab12','The roof from 1740','Sister Inmaculada','offline','7',1000.0,1100.0,7,1,1,'closed_warm','offline','v1',5,NULL,4,'yes','kept');
CREATE TABLE events (
	call VARCHAR(80) NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	body JSON NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (call, number), 
	CONSTRAINT fk_events_call_calls FOREIGN KEY(call) REFERENCES calls (id) ON DELETE CASCADE
);
INSERT INTO "events" VALUES('c1',0,'call_started',1,'{"call": "c1", "scenario": "roof", "fingerprint": "ab12", "customer": "offline", "seed": 7, "at": 1000.0}');
INSERT INTO "events" VALUES('c1',1,'customer_spoke',1,'{"turn": 0, "text": "I have to give you not good news. It is no.", "state": {"trust": 0.5, "irritation": 0.1, "resolve": 0.9, "disclosed": ["stated"], "mood": "level"}, "headings": [], "said": [], "voice": "offline", "ended": false}');
INSERT INTO "events" VALUES('c1',2,'rep_spoke',1,'{"turn": 1, "text": "Then it is no.", "at": 1030.0}');
INSERT INTO "events" VALUES('c1',3,'behaviours_coded',1,'{"turn": 1, "hits": [{"code": "accept_no", "quote": "Then it is no", "confidence": 0.9}], "asks": ["accept"]}');
INSERT INTO "events" VALUES('c1',4,'customer_spoke',1,'{"turn": 2, "text": "Thank you for that.", "state": {"trust": 0.5, "irritation": 0.1, "resolve": 0.9, "disclosed": ["stated"], "mood": "level"}, "headings": [], "said": [], "voice": "offline", "ended": false}');
INSERT INTO "events" VALUES('c1',5,'call_ended',1,'{"by": "rep", "outcome": "closed_warm", "card": "open", "disclosed": ["stated"]}');
INSERT INTO "events" VALUES('c1',6,'call_graded',1,'{"grade": {"transcript": "c1", "grader": "offline", "grader_version": "v1", "scores": {"calmness": 5, "customer_focus": null, "respect_no": 4}, "no_respected": "yes", "relationship": "kept", "turns": [{"index": 1, "text": "Then it is no.", "hits": [{"code": "accept_no", "quote": "Then it is no", "confidence": 0.9}]}], "not_judged": {"customer_focus": "too short"}, "evidence": {"respect_no": [{"turn": 1, "code": "accept_no", "quote": "Then it is no"}]}, "notes": {}, "rules": [], "summary": "", "strength": "", "advice": [{"turn": 1, "why": "short", "instead": "say more"}]}}');
CREATE TABLE trainer_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT trainer_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "trainer_schema" VALUES('0001');
CREATE INDEX ix_calls_started_at ON calls (started_at);
COMMIT;
