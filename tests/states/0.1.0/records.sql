BEGIN TRANSACTION;
CREATE TABLE absence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	deputy INTEGER, 
	CONSTRAINT absence_account_fkey FOREIGN KEY(account) REFERENCES account (id), 
	CONSTRAINT absence_deputy_fkey FOREIGN KEY(deputy) REFERENCES account (id)
);
CREATE TABLE account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT, 
	password TEXT NOT NULL, 
	language TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	admin BOOLEAN NOT NULL
);
INSERT INTO "account" VALUES(1,'tara','Tara Blom','tara@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(2,'alice','Alice de Wit','alice@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(3,'bob','Bob Vermeer','bob@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(4,'samira','Samira Haddou','samira@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(5,'dora','Dora Jansen','dora@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(6,'coen','Coen Bakker','coen@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(7,'noor','Noor van Dijk','noor@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(8,'pim','Pim de Graaf','pim@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(9,'tess','Tess Mulder','tess@meldpunt.example','','nl',1,0);
INSERT INTO "account" VALUES(10,'eva','Eva Smit','eva@landelijk.example','','nl',1,0);
INSERT INTO "account" VALUES(11,'ben','Ben Peters','ben@landelijk.example','','nl',1,0);
INSERT INTO "account" VALUES(12,'anna','Anna Visser','anna@fonds.example','','nl',1,0);
INSERT INTO "account" VALUES(13,'bram','Bram de Boer','bram@fonds.example','','nl',1,0);
INSERT INTO "account" VALUES(14,'femke','Femke Postma','femke@fonds.example','','nl',1,0);
INSERT INTO "account" VALUES(15,'joris','Joris Hendriks','joris@toetsing.example','','nl',1,0);
INSERT INTO "account" VALUES(16,'leila','Leila Karimi','leila@advocaten.example','','nl',1,0);
INSERT INTO "account" VALUES(17,'vera','Vera Kuipers','vera@vwn.example','','nl',1,0);
INSERT INTO "account" VALUES(18,'gijs','Gijs Dekker','gijs@ggd.example','','nl',1,0);
INSERT INTO "account" VALUES(19,'sanne','Sanne Maas','sanne@ggd.example','','nl',1,0);
INSERT INTO "account" VALUES(20,'hugo','Hugo Brouwer','hugo@huisarts.example','','nl',1,0);
INSERT INTO "account" VALUES(21,'zoe','Zoë Willems','zoe@ggz.example','','nl',1,0);
INSERT INTO "account" VALUES(22,'ines','Inès Moreau','ines@iom.example','','nl',1,0);
INSERT INTO "account" VALUES(23,'rik','Rik Prins','rik@iom.example','','nl',1,0);
INSERT INTO "account" VALUES(24,'nadia','Nadia el Amrani','nadia@weerthuis.example','','nl',1,0);
INSERT INTO "account" VALUES(25,'omar','Omar Saidi','omar@weerthuis.example','','nl',1,0);
INSERT INTO "account" VALUES(26,'youssef','Youssef Benali','youssef@partner.example','','nl',1,0);
INSERT INTO "account" VALUES(27,'nina','Nina Bos','nina@nidos.example','','nl',1,0);
INSERT INTO "account" VALUES(28,'greet','Greet Vos','greet@gemeente.example','','nl',1,0);
INSERT INTO "account" VALUES(29,'otto','Otto Schouten','otto@opvang.example','','nl',1,0);
INSERT INTO "account" VALUES(30,'cas','Cas Hofman','cas@coa.example','','nl',1,0);
INSERT INTO "account" VALUES(31,'charlie','Charlie Kok','charlie@avim.example','','nl',1,0);
INSERT INTO "account" VALUES(32,'beheer','Beheerder','beheer@meldpunt.example','','nl',1,1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE beat (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	worker TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	acts INTEGER NOT NULL
);
CREATE TABLE bundle (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	proposed_by INTEGER, 
	proposed_at TEXT NOT NULL, 
	activated_by INTEGER, 
	activated_at TEXT, 
	note TEXT NOT NULL, 
	CONSTRAINT bundle_proposed_by_fkey FOREIGN KEY(proposed_by) REFERENCES account (id), 
	CONSTRAINT bundle_activated_by_fkey FOREIGN KEY(activated_by) REFERENCES account (id)
);
INSERT INTO "bundle" VALUES(1,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,'2027-03-01T08:00:00.000000+00:00','');
CREATE TABLE "case" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	reference TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status TEXT NOT NULL, 
	alias TEXT NOT NULL, 
	language TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	director INTEGER, 
	deputy INTEGER, 
	lead_organisation INTEGER, 
	outcome TEXT, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, 
	moved_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT case_director_fkey FOREIGN KEY(director) REFERENCES account (id), 
	CONSTRAINT case_deputy_fkey FOREIGN KEY(deputy) REFERENCES account (id), 
	CONSTRAINT case_lead_organisation_fkey FOREIGN KEY(lead_organisation) REFERENCES organisation (id)
);
INSERT INTO "case" VALUES(1,'M-XPFG-LHQD','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,'2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "case" VALUES(2,'M-36Y5-2HV9','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,'2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "case" VALUES(3,'M-NMYY-B7KS','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,NULL,1);
INSERT INTO "case" VALUES(4,'M-CZDW-TWRS','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,NULL,1);
INSERT INTO "case" VALUES(5,'M-K95W-88DX','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,NULL,1);
INSERT INTO "case" VALUES(6,'M-C5KA-72CB','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,NULL,1);
INSERT INTO "case" VALUES(7,'M-W6W8-TJTS','person','open','','nl','P3',2,NULL,NULL,NULL,'2027-03-01T08:00:00.000000+00:00',NULL,NULL,1);
CREATE TABLE case_party (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	lane TEXT NOT NULL, 
	organisation INTEGER NOT NULL, 
	purpose TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	CONSTRAINT case_party_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT case_party_organisation_fkey FOREIGN KEY(organisation) REFERENCES organisation (id)
);
INSERT INTO "case_party" VALUES(1,1,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(2,2,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(3,3,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(4,4,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(5,5,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(6,6,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
INSERT INTO "case_party" VALUES(7,7,'meldpunt',1,'test','2027-03-01T08:00:00.000000+00:00',NULL);
CREATE TABLE closing_day (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organisation INTEGER, 
	day DATE NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT closing_day_organisation_fkey FOREIGN KEY(organisation) REFERENCES organisation (id)
);
CREATE TABLE consent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	purpose TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	given_at TEXT NOT NULL, 
	valid_until DATE, 
	withdrawn_at TEXT, 
	CONSTRAINT consent_case_fkey FOREIGN KEY("case") REFERENCES "case" (id)
);
CREATE TABLE deadline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	occurrence INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	since TEXT NOT NULL, 
	due_at TEXT NOT NULL, 
	priority TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at TEXT NOT NULL, 
	done_at TEXT, 
	CONSTRAINT deadline_case_fkey FOREIGN KEY("case") REFERENCES "case" (id)
);
INSERT INTO "deadline" VALUES(1,1,'wait:1:4',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(2,1,'wait:1:4',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(3,1,'wait:1:4',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(4,1,'wait:1:5',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(5,2,'wait:2:4',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(6,2,'wait:2:4',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(7,2,'wait:2:4',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(8,2,'wait:2:5',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(9,1,'wait:1:8',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(10,1,'wait:1:8',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(11,1,'wait:1:8',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(12,1,'wait:1:9',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(13,2,'wait:2:8',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(14,2,'wait:2:8',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(15,2,'wait:2:8',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(16,2,'wait:2:9',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(17,1,'wait:1:12',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(18,1,'wait:1:12',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(19,1,'wait:1:12',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(20,1,'wait:1:13',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(21,2,'wait:2:12',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','done',0,'2035-05-18T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(22,2,'wait:2:12',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','done',0,'2031-04-09T07:30:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(23,2,'wait:2:12',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','done',0,'2033-09-25T07:12:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(24,2,'wait:2:13',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','cancelled',0,'2027-04-10T07:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00');
INSERT INTO "deadline" VALUES(25,1,'wait:1:16',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','pending',0,'2035-05-18T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(26,1,'wait:1:16',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','pending',0,'2031-04-09T07:30:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(27,1,'wait:1:16',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','pending',0,'2033-09-25T07:12:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(28,1,'wait:1:17',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','pending',0,'2027-04-10T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(29,2,'wait:2:16',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','pending',0,'2035-05-18T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(30,2,'wait:2:16',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','pending',0,'2031-04-09T07:30:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(31,2,'wait:2:16',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','pending',0,'2033-09-25T07:12:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(32,2,'wait:2:17',0,'timer','P40D','2027-03-01T08:00:00.000000+00:00','2027-04-10T07:00:00.000000+00:00','P3','pending',0,'2027-04-10T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(33,3,'wait:3:3',0,'timer','P2D','2027-03-01T08:00:00.000000+00:00','2027-03-03T08:00:00.000000+00:00','P3','pending',0,'2027-03-03T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(34,4,'wait:4:3',0,'timer','P2D','2027-03-01T08:00:00.000000+00:00','2027-03-03T08:00:00.000000+00:00','P3','pending',0,'2027-03-03T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(35,5,'wait:5:4',0,'due','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-08T08:00:00.000000+00:00','P3','pending',0,'2027-03-08T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(36,5,'wait:5:4',0,'remind','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-04T20:00:00.000000+00:00','P3','pending',0,'2027-03-04T20:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(37,5,'wait:5:4',1,'remind','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-06T22:24:00.000000+00:00','P3','pending',0,'2027-03-06T22:24:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(38,5,'wait:5:5',0,'due','term:perspectief','2027-03-01T08:00:00.000000+00:00','2027-08-16T07:00:00.000000+00:00','P3','pending',0,'2027-08-16T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(39,5,'wait:5:5',0,'remind','term:perspectief','2027-03-01T08:00:00.000000+00:00','2027-07-19T07:00:00.000000+00:00','P3','pending',0,'2027-07-19T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(40,5,'wait:5:6',0,'timer','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-08T08:00:00.000000+00:00','P3','pending',0,'2027-03-08T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(41,6,'wait:6:4',0,'due','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-08T08:00:00.000000+00:00','P3','pending',0,'2027-03-08T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(42,6,'wait:6:4',0,'remind','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-04T20:00:00.000000+00:00','P3','pending',0,'2027-03-04T20:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(43,6,'wait:6:4',1,'remind','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-06T22:24:00.000000+00:00','P3','pending',0,'2027-03-06T22:24:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(44,6,'wait:6:5',0,'due','term:perspectief','2027-03-01T08:00:00.000000+00:00','2027-08-16T07:00:00.000000+00:00','P3','pending',0,'2027-08-16T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(45,6,'wait:6:5',0,'remind','term:perspectief','2027-03-01T08:00:00.000000+00:00','2027-07-19T07:00:00.000000+00:00','P3','pending',0,'2027-07-19T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(46,6,'wait:6:6',0,'timer','P7D','2027-03-01T08:00:00.000000+00:00','2027-03-08T08:00:00.000000+00:00','P3','pending',0,'2027-03-08T08:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(47,7,'wait:7:3',0,'due','P3000D','2027-03-01T08:00:00.000000+00:00','2035-05-18T07:00:00.000000+00:00','P3','pending',0,'2035-05-18T07:00:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(48,7,'wait:7:3',0,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2031-04-09T07:30:00.000000+00:00','P3','pending',0,'2031-04-09T07:30:00.000000+00:00',NULL);
INSERT INTO "deadline" VALUES(49,7,'wait:7:3',1,'remind','P3000D','2027-03-01T08:00:00.000000+00:00','2033-09-25T07:12:00.000000+00:00','P3','pending',0,'2033-09-25T07:12:00.000000+00:00',NULL);
CREATE TABLE decision_taken (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	instance INTEGER, 
	element TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	rules TEXT NOT NULL, 
	value TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT decision_taken_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT decision_taken_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id)
);
CREATE TABLE definition (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	source TEXT NOT NULL, 
	bundle INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT definition_bundle_fkey FOREIGN KEY(bundle) REFERENCES bundle (id)
);
INSERT INTO "definition" VALUES(1,'decision','D04',1,'d3dfde1b321638c8c28489f65f0f82227174569ad97c04b5a59f095d989975e5','<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/" id="D04_definitions" name="Termijnen per stap" namespace="https://perspectief.example/decisions/D04" expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/">
  <inputData id="D04_in_step" name="step"><variable id="D04_inv_step" name="step" typeRef="string"/></inputData>
  <inputData id="D04_in_priority" name="priority"><variable id="D04_inv_priority" name="priority" typeRef="string"/></inputData>
  <inputData id="D04_in_sleepTonight" name="sleepTonight"><variable id="D04_inv_sleepTonight" name="sleepTonight" typeRef="string"/></inputData>
  <inputData id="D04_in_departureTermEnd" name="departureTermEnd"><variable id="D04_inv_departureTermEnd" name="departureTermEnd" typeRef="date"/></inputData>
  <inputData id="D04_in_subgroupLabels" name="subgroupLabels"><variable id="D04_inv_subgroupLabels" name="subgroupLabels"/></inputData>
  <inputData id="D04_in_ageStatus" name="ageStatus"><variable id="D04_inv_ageStatus" name="ageStatus" typeRef="string"/></inputData>
  <inputData id="D04_in_contactRhythm" name="contactRhythm"><variable id="D04_inv_contactRhythm" name="contactRhythm" typeRef="string"/></inputData>
  <inputData id="D04_in_scheme" name="scheme"><variable id="D04_inv_scheme" name="scheme" typeRef="string"/></inputData>
  <decision id="D04" name="Termijnen per stap">
    <description>Eén rij per stap, prioriteit en voorwaarde. ''wd'' is werkdagen. De motor bewaart de regel, niet de dag, en rekent opnieuw als de regel verandert.</description>
    <variable id="D04_variable" name="Termijnen per stap"/>
    <informationRequirement id="D04_req_step"><requiredInput href="#D04_in_step"/></informationRequirement>
    <informationRequirement id="D04_req_priority"><requiredInput href="#D04_in_priority"/></informationRequirement>
    <informationRequirement id="D04_req_sleepTonight"><requiredInput href="#D04_in_sleepTonight"/></informationRequirement>
    <informationRequirement id="D04_req_departureTermEnd"><requiredInput href="#D04_in_departureTermEnd"/></informationRequirement>
    <informationRequirement id="D04_req_subgroupLabels"><requiredInput href="#D04_in_subgroupLabels"/></informationRequirement>
    <informationRequirement id="D04_req_ageStatus"><requiredInput href="#D04_in_ageStatus"/></informationRequirement>
    <informationRequirement id="D04_req_contactRhythm"><requiredInput href="#D04_in_contactRhythm"/></informationRequirement>
    <informationRequirement id="D04_req_scheme"><requiredInput href="#D04_in_scheme"/></informationRequirement>
    <decisionTable id="D04_table" hitPolicy="UNIQUE">
      <input id="D04_i1" label="step"><inputExpression id="D04_ie1" typeRef="string"><text>step</text></inputExpression></input>
      <input id="D04_i2" label="priority"><inputExpression id="D04_ie2" typeRef="string"><text>priority</text></inputExpression><inputValues id="D04_iv2"><text>"P0","P1","P2","P3"</text></inputValues></input>
      <input id="D04_i3" label="condition"><inputExpression id="D04_ie3" typeRef="string"><text>if step = "slaapplek" then (if list contains(["none", "unsafe"], sleepTonight) then "geenSlaapplek" else "gewoon") else if list contains(["juridisch", "juridisch.stukken", "juridisch.toets", "juridisch.gesprek"], step) then (if departureTermEnd != null or list contains(subgroupLabels, "S7") then "termijnLoopt" else "gewoon") else if step = "contactmoment" then (if list contains(["minor", "doubtTreatAsMinor"], ageStatus) then "minderjarig" else if contactRhythm != null then contactRhythm else "weekly") else if step = "steun.besluit" then (if scheme = "hardship" then "maatwerk" else "gewoon") else "gewoon"</text></inputExpression><inputValues id="D04_iv3"><text>"gewoon","geenSlaapplek","termijnLoopt","maatwerk","minderjarig","2xWeek","weekly","biweekly"</text></inputValues></input>
      <output id="D04_o1" label="Uiterlijk" name="due" typeRef="string"/>
      <output id="D04_o2" label="Waarschuwen na" name="warn" typeRef="string"/>
      <output id="D04_o3" label="Soort" name="kind" typeRef="string"><outputValues id="D04_ov3"><text>"norm","legal","programme"</text></outputValues></output>
      <output id="D04_o4" label="Bij te laat" name="onMiss" typeRef="string"/>
      <output id="D04_o5" label="Vanaf" name="anchor" typeRef="string"/>
      <rule id="D04_r1">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 melding acknowledge, automatisch; approver=stuurgroep</description>
        <inputEntry id="D04_r1_i1"><text>"melding.ontvangst"</text></inputEntry>
        <inputEntry id="D04_r1_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r1_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r1_o1"><text>"PT1H"</text></outputEntry>
        <outputEntry id="D04_r1_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r1_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r1_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r1_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r2">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 melding acknowledge, mens; approver=stuurgroep</description>
        <inputEntry id="D04_r2_i1"><text>"melding.aanvullen"</text></inputEntry>
        <inputEntry id="D04_r2_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r2_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r2_o1"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r2_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r2_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r2_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r2_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r3">
        <description>since=2026-11-01; source=ontwerpnorm, P01; approver=stuurgroep</description>
        <inputEntry id="D04_r3_i1"><text>"crisis.bellen"</text></inputEntry>
        <inputEntry id="D04_r3_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r3_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r3_o1"><text>"PT15M"</text></outputEntry>
        <outputEntry id="D04_r3_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r3_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r3_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r3_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r4">
        <description>since=2026-11-01; source=ontwerpnorm, P01; approver=stuurgroep</description>
        <inputEntry id="D04_r4_i1"><text>"crisis.coordinator"</text></inputEntry>
        <inputEntry id="D04_r4_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r4_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r4_o1"><text>"PT15M"</text></outputEntry>
        <outputEntry id="D04_r4_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r4_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r4_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r4_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r5">
        <description>since=2026-11-01; source=ontwerpnorm, P01; approver=stuurgroep</description>
        <inputEntry id="D04_r5_i1"><text>"uitnodiging.versturen"</text></inputEntry>
        <inputEntry id="D04_r5_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r5_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r5_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r5_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r5_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r5_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r5_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r6">
        <description>since=2026-11-01; source=ontwerpnorm, P01; approver=stuurgroep</description>
        <inputEntry id="D04_r6_i1"><text>"uitnodiging.reactie"</text></inputEntry>
        <inputEntry id="D04_r6_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r6_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r6_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r6_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r6_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r6_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r6_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r7">
        <description>since=2026-11-01; source=ontwerpnorm, D01 rij 5; approver=stuurgroep</description>
        <inputEntry id="D04_r7_i1"><text>"uitnodiging.wissen"</text></inputEntry>
        <inputEntry id="D04_r7_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r7_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r7_o1"><text>"PT1H"</text></outputEntry>
        <outputEntry id="D04_r7_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r7_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r7_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r7_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r8">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 triage P0; approver=stuurgroep</description>
        <inputEntry id="D04_r8_i1"><text>"triage"</text></inputEntry>
        <inputEntry id="D04_r8_i2"><text>"P0"</text></inputEntry>
        <inputEntry id="D04_r8_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r8_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r8_o2"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r8_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r8_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r8_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r9">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 triage P1; approver=stuurgroep</description>
        <inputEntry id="D04_r9_i1"><text>"triage"</text></inputEntry>
        <inputEntry id="D04_r9_i2"><text>"P1"</text></inputEntry>
        <inputEntry id="D04_r9_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r9_o1"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r9_o2"><text>"PT12H"</text></outputEntry>
        <outputEntry id="D04_r9_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r9_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r9_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r10">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 triage P2; approver=stuurgroep</description>
        <inputEntry id="D04_r10_i1"><text>"triage"</text></inputEntry>
        <inputEntry id="D04_r10_i2"><text>"P2"</text></inputEntry>
        <inputEntry id="D04_r10_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r10_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r10_o2"><text>"P2D"</text></outputEntry>
        <outputEntry id="D04_r10_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r10_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r10_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r11">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 triage P3; approver=stuurgroep</description>
        <inputEntry id="D04_r11_i1"><text>"triage"</text></inputEntry>
        <inputEntry id="D04_r11_i2"><text>"P3"</text></inputEntry>
        <inputEntry id="D04_r11_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r11_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r11_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r11_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r11_o4"><text>"L0-&gt;L1"</text></outputEntry>
        <outputEntry id="D04_r11_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r12">
        <description>since=2026-11-01; source=ontwerpnorm, P02; approver=stuurgroep</description>
        <inputEntry id="D04_r12_i1"><text>"outreach"</text></inputEntry>
        <inputEntry id="D04_r12_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r12_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r12_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r12_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r12_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r12_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r12_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r13">
        <description>since=2026-11-01; source=ontwerpnorm, P02; approver=stuurgroep</description>
        <inputEntry id="D04_r13_i1"><text>"triage.nietBereikt"</text></inputEntry>
        <inputEntry id="D04_r13_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r13_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r13_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r13_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r13_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r13_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r13_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r14">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r14_i1"><text>"triage.prioriteit"</text></inputEntry>
        <inputEntry id="D04_r14_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r14_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r14_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r14_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r14_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r14_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r14_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r15">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r15_i1"><text>"triage.prioriteit"</text></inputEntry>
        <inputEntry id="D04_r15_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r15_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r15_o1"><text>"1 wd"</text></outputEntry>
        <outputEntry id="D04_r15_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r15_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r15_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r15_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r16">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r16_i1"><text>"triage.rechten"</text></inputEntry>
        <inputEntry id="D04_r16_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r16_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r16_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r16_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r16_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r16_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r16_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r17">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 case director + deputy; approver=stuurgroep</description>
        <inputEntry id="D04_r17_i1"><text>"regisseur"</text></inputEntry>
        <inputEntry id="D04_r17_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r17_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r17_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r17_o2"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r17_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r17_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r17_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r18">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 case director + deputy; approver=stuurgroep</description>
        <inputEntry id="D04_r18_i1"><text>"regisseur"</text></inputEntry>
        <inputEntry id="D04_r18_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r18_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r18_o1"><text>"1 wd"</text></outputEntry>
        <outputEntry id="D04_r18_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r18_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r18_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r18_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r19">
        <description>since=2026-11-01; source=ontwerpnorm, berichten 9.1; approver=stuurgroep</description>
        <inputEntry id="D04_r19_i1"><text>"voogd.aanwezig"</text></inputEntry>
        <inputEntry id="D04_r19_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r19_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r19_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r19_o2"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r19_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r19_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r19_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r20">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r20_i1"><text>"intake.toestemming"</text></inputEntry>
        <inputEntry id="D04_r20_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r20_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r20_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r20_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r20_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r20_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r20_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r21">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 intake P1; approver=stuurgroep</description>
        <inputEntry id="D04_r21_i1"><text>"intake"</text></inputEntry>
        <inputEntry id="D04_r21_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r21_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r21_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r21_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r21_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r21_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r21_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r22">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 intake P2/P3; approver=stuurgroep</description>
        <inputEntry id="D04_r22_i1"><text>"intake"</text></inputEntry>
        <inputEntry id="D04_r22_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r22_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r22_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r22_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r22_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r22_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r22_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r23">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r23_i1"><text>"intake.lezen"</text></inputEntry>
        <inputEntry id="D04_r23_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r23_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r23_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r23_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r23_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r23_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r23_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r24">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r24_i1"><text>"intake.verbeteren"</text></inputEntry>
        <inputEntry id="D04_r24_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r24_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r24_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r24_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r24_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r24_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r24_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r25">
        <description>since=2026-11-01; source=ontwerpnorm, P03; approver=stuurgroep</description>
        <inputEntry id="D04_r25_i1"><text>"intake.pauze"</text></inputEntry>
        <inputEntry id="D04_r25_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r25_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r25_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r25_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r25_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r25_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r25_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r26">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 own lawyer found; approver=stuurgroep</description>
        <inputEntry id="D04_r26_i1"><text>"advocaat"</text></inputEntry>
        <inputEntry id="D04_r26_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r26_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r26_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r26_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r26_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r26_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r26_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r27">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 safe sleeping place; approver=stuurgroep</description>
        <inputEntry id="D04_r27_i1"><text>"slaapplek"</text></inputEntry>
        <inputEntry id="D04_r27_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r27_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r27_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r27_o2"><text>"PT8H"</text></outputEntry>
        <outputEntry id="D04_r27_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r27_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r27_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r28">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 safe sleeping place; approver=stuurgroep</description>
        <inputEntry id="D04_r28_i1"><text>"slaapplek"</text></inputEntry>
        <inputEntry id="D04_r28_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r28_i3"><text>"geenSlaapplek"</text></inputEntry>
        <outputEntry id="D04_r28_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r28_o2"><text>"PT8H"</text></outputEntry>
        <outputEntry id="D04_r28_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r28_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r28_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r29">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 shelter decision; approver=stuurgroep</description>
        <inputEntry id="D04_r29_i1"><text>"slaapplek"</text></inputEntry>
        <inputEntry id="D04_r29_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r29_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r29_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r29_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r29_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r29_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r29_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r30">
        <description>since=2026-11-01; source=ontwerpnorm, P00 stap 7b; approver=stuurgroep</description>
        <inputEntry id="D04_r30_i1"><text>"zorg.planReadiness"</text></inputEntry>
        <inputEntry id="D04_r30_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r30_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r30_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r30_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r30_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r30_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r30_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r31">
        <description>since=2026-11-01; source=ontwerpnorm, P00 stap 8; approver=stuurgroep</description>
        <inputEntry id="D04_r31_i1"><text>"zorg.update"</text></inputEntry>
        <inputEntry id="D04_r31_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r31_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r31_o1"><text>"P56D"</text></outputEntry>
        <outputEntry id="D04_r31_o2"><text>"P49D"</text></outputEntry>
        <outputEntry id="D04_r31_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r31_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r31_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r32">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r32_i1"><text>"overdracht"</text></inputEntry>
        <inputEntry id="D04_r32_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r32_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r32_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r32_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r32_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r32_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r32_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r33">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r33_i1"><text>"advies"</text></inputEntry>
        <inputEntry id="D04_r33_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r33_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r33_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r33_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r33_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r33_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r33_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r34">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r34_i1"><text>"overdracht.andereSteun"</text></inputEntry>
        <inputEntry id="D04_r34_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r34_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r34_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r34_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r34_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r34_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r34_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r35">
        <description>since=2026-11-01; source=ontwerpnorm, P00 stap 8; approver=stuurgroep</description>
        <inputEntry id="D04_r35_i1"><text>"contact.rust"</text></inputEntry>
        <inputEntry id="D04_r35_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r35_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r35_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r35_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r35_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r35_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r35_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r36">
        <description>since=2026-11-01; source=ontwerpnorm, P00 stap 11; approver=stuurgroep</description>
        <inputEntry id="D04_r36_i1"><text>"contact.orientatie"</text></inputEntry>
        <inputEntry id="D04_r36_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r36_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r36_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r36_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r36_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r36_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r36_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r37">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 no contact; approver=stuurgroep</description>
        <inputEntry id="D04_r37_i1"><text>"contactmoment"</text></inputEntry>
        <inputEntry id="D04_r37_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r37_i3"><text>"2xWeek"</text></inputEntry>
        <outputEntry id="D04_r37_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r37_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r37_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r37_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r37_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r38">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 no contact; approver=stuurgroep</description>
        <inputEntry id="D04_r38_i1"><text>"contactmoment"</text></inputEntry>
        <inputEntry id="D04_r38_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r38_i3"><text>"weekly"</text></inputEntry>
        <outputEntry id="D04_r38_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r38_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r38_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r38_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r38_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r39">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 no contact; approver=stuurgroep</description>
        <inputEntry id="D04_r39_i1"><text>"contactmoment"</text></inputEntry>
        <inputEntry id="D04_r39_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r39_i3"><text>"biweekly"</text></inputEntry>
        <outputEntry id="D04_r39_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r39_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r39_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r39_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r39_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r40">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 no contact, minor; approver=stuurgroep</description>
        <inputEntry id="D04_r40_i1"><text>"contactmoment"</text></inputEntry>
        <inputEntry id="D04_r40_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r40_i3"><text>"minderjarig"</text></inputEntry>
        <outputEntry id="D04_r40_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r40_o2"><text>"PT8H"</text></outputEntry>
        <outputEntry id="D04_r40_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r40_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r40_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r41">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 perspective undecided; approver=stuurgroep</description>
        <inputEntry id="D04_r41_i1"><text>"perspectief"</text></inputEntry>
        <inputEntry id="D04_r41_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r41_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r41_o1"><text>"P168D"</text></outputEntry>
        <outputEntry id="D04_r41_o2"><text>"P140D"</text></outputEntry>
        <outputEntry id="D04_r41_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r41_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r41_o5"><text>"caseStart"</text></outputEntry>
      </rule>
      <rule id="D04_r42">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r42_i1"><text>"eindgesprek"</text></inputEntry>
        <inputEntry id="D04_r42_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r42_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r42_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r42_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r42_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r42_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r42_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r43">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r43_i1"><text>"nabestaanden"</text></inputEntry>
        <inputEntry id="D04_r43_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r43_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r43_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r43_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r43_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r43_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r43_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r44">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r44_i1"><text>"advocaat.waarschuwen"</text></inputEntry>
        <inputEntry id="D04_r44_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r44_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r44_o1"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r44_o2"><text>"PT1H"</text></outputEntry>
        <outputEntry id="D04_r44_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r44_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r44_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r45">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r45_i1"><text>"nazorg.aanbieden"</text></inputEntry>
        <inputEntry id="D04_r45_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r45_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r45_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r45_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r45_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r45_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r45_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r46">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r46_i1"><text>"stoppen.slaapplek"</text></inputEntry>
        <inputEntry id="D04_r46_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r46_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r46_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r46_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r46_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r46_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r46_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r47">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r47_i1"><text>"omgeving.gesprek"</text></inputEntry>
        <inputEntry id="D04_r47_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r47_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r47_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r47_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r47_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r47_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r47_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r48">
        <description>since=2026-11-01; source=ontwerpnorm, P00; approver=stuurgroep</description>
        <inputEntry id="D04_r48_i1"><text>"herbeoordeling"</text></inputEntry>
        <inputEntry id="D04_r48_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r48_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r48_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r48_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r48_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r48_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r48_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r49">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 wellbeing screen offered; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r49_i1"><text>"welzijn.aanbod"</text></inputEntry>
        <inputEntry id="D04_r49_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r49_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r49_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r49_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r49_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r49_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r49_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r50">
        <description>since=2026-11-01; source=ontwerpnorm; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r50_i1"><text>"welzijn.screening"</text></inputEntry>
        <inputEntry id="D04_r50_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r50_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r50_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r50_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r50_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r50_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r50_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r51">
        <description>since=2026-11-01; source=ontwerpnorm; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r51_i1"><text>"welzijn.bespreken"</text></inputEntry>
        <inputEntry id="D04_r51_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r51_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r51_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r51_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r51_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r51_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r51_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r52">
        <description>since=2026-11-01; source=ontwerpnorm, P19; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r52_i1"><text>"zorg.veilig"</text></inputEntry>
        <inputEntry id="D04_r52_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r52_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r52_o1"><text>"PT15M"</text></outputEntry>
        <outputEntry id="D04_r52_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r52_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r52_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r52_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r53">
        <description>since=2026-11-01; source=tabel D12, medium; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r53_i1"><text>"zorg.gesprek"</text></inputEntry>
        <inputEntry id="D04_r53_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r53_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r53_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r53_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r53_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r53_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r53_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r54">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 first MH contact; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r54_i1"><text>"zorg.verwijzing"</text></inputEntry>
        <inputEntry id="D04_r54_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r54_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r54_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r54_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r54_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r54_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r54_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r55">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 first MH contact, bridging; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r55_i1"><text>"zorg.overbrugging"</text></inputEntry>
        <inputEntry id="D04_r55_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r55_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r55_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r55_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r55_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r55_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r55_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r56">
        <description>since=2026-11-01; source=ontwerpnorm; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r56_i1"><text>"zorg.overdracht"</text></inputEntry>
        <inputEntry id="D04_r56_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r56_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r56_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r56_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r56_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r56_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r56_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r57">
        <description>since=2026-11-01; source=Treeknorm 4 weken; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r57_i1"><text>"ggz.intakedatum"</text></inputEntry>
        <inputEntry id="D04_r57_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r57_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r57_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r57_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r57_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r57_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r57_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r58">
        <description>since=2026-11-01; source=Treeknorm 4 + 10 weken; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r58_i1"><text>"ggz.behandelingGestart"</text></inputEntry>
        <inputEntry id="D04_r58_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r58_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r58_o1"><text>"P98D"</text></outputEntry>
        <outputEntry id="D04_r58_o2"><text>"P70D"</text></outputEntry>
        <outputEntry id="D04_r58_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r58_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r58_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r59">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 legal check S7, S4; approver=juridisch toetser</description>
        <inputEntry id="D04_r59_i1"><text>"juridisch.stukken"</text></inputEntry>
        <inputEntry id="D04_r59_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r59_i3"><text>"termijnLoopt"</text></inputEntry>
        <outputEntry id="D04_r59_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r59_o2"><text>"P2D"</text></outputEntry>
        <outputEntry id="D04_r59_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r59_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r59_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r60">
        <description>since=2026-11-01; source=ontwerpnorm, P07; approver=juridisch toetser</description>
        <inputEntry id="D04_r60_i1"><text>"juridisch.stukken"</text></inputEntry>
        <inputEntry id="D04_r60_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r60_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r60_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r60_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r60_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r60_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r60_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r61">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 legal check S7, S4; approver=juridisch toetser</description>
        <inputEntry id="D04_r61_i1"><text>"juridisch.toets"</text></inputEntry>
        <inputEntry id="D04_r61_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r61_i3"><text>"termijnLoopt"</text></inputEntry>
        <outputEntry id="D04_r61_o1"><text>"1 wd"</text></outputEntry>
        <outputEntry id="D04_r61_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r61_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r61_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r61_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r62">
        <description>since=2026-11-01; source=ontwerpnorm; approver=juridisch toetser</description>
        <inputEntry id="D04_r62_i1"><text>"juridisch.toets"</text></inputEntry>
        <inputEntry id="D04_r62_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r62_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r62_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r62_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r62_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r62_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r62_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r63">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 legal check S7, S4; approver=juridisch toetser</description>
        <inputEntry id="D04_r63_i1"><text>"juridisch.gesprek"</text></inputEntry>
        <inputEntry id="D04_r63_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r63_i3"><text>"termijnLoopt"</text></inputEntry>
        <outputEntry id="D04_r63_o1"><text>"1 wd"</text></outputEntry>
        <outputEntry id="D04_r63_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r63_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r63_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r63_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r64">
        <description>since=2026-11-01; source=ontwerpnorm; approver=juridisch toetser</description>
        <inputEntry id="D04_r64_i1"><text>"juridisch.gesprek"</text></inputEntry>
        <inputEntry id="D04_r64_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r64_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r64_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r64_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r64_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r64_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r64_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r65">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 legal check S7, S4; approver=juridisch toetser</description>
        <inputEntry id="D04_r65_i1"><text>"juridisch"</text></inputEntry>
        <inputEntry id="D04_r65_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r65_i3"><text>"termijnLoopt"</text></inputEntry>
        <outputEntry id="D04_r65_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r65_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r65_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r65_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r65_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r66">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 legal check other; approver=juridisch toetser</description>
        <inputEntry id="D04_r66_i1"><text>"juridisch"</text></inputEntry>
        <inputEntry id="D04_r66_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r66_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r66_o1"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r66_o2"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r66_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r66_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r66_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r67">
        <description>since=2026-11-01; source=ontwerpnorm, P07; approver=juridisch toetser</description>
        <inputEntry id="D04_r67_i1"><text>"juridisch.tweedeMening"</text></inputEntry>
        <inputEntry id="D04_r67_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r67_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r67_o1"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r67_o2"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r67_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r67_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r67_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r68">
        <description>since=2026-11-01; source=ontwerpnorm; approver=juridisch toetser</description>
        <inputEntry id="D04_r68_i1"><text>"art64.aanvraag"</text></inputEntry>
        <inputEntry id="D04_r68_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r68_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r68_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r68_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r68_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r68_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r68_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r69">
        <description>since=2026-11-01; source=praktijk opvang na 2 weken; na te gaan; approver=juridisch toetser</description>
        <inputEntry id="D04_r69_i1"><text>"art64.besluit"</text></inputEntry>
        <inputEntry id="D04_r69_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r69_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r69_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r69_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r69_o3"><text>"programme"</text></outputEntry>
        <outputEntry id="D04_r69_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r69_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r70">
        <description>since=2026-11-01; source=art. 62 lid 3 Vw; approver=juridisch toetser</description>
        <inputEntry id="D04_r70_i1"><text>"termijn.verlengen"</text></inputEntry>
        <inputEntry id="D04_r70_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r70_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r70_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r70_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r70_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r70_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r70_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r71">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r71_i1"><text>"termijn.slaapplek"</text></inputEntry>
        <inputEntry id="D04_r71_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r71_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r71_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r71_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r71_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r71_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r71_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r72">
        <description>since=2026-11-01; source=ontwerpnorm; approver=juridisch toetser</description>
        <inputEntry id="D04_r72_i1"><text>"termijn.situatie"</text></inputEntry>
        <inputEntry id="D04_r72_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r72_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r72_o1"><text>"1 wd"</text></outputEntry>
        <outputEntry id="D04_r72_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r72_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r72_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r72_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r73">
        <description>since=2026-11-01; source=ontwerpnorm, P08; approver=stuurgroep</description>
        <inputEntry id="D04_r73_i1"><text>"plan.stem"</text></inputEntry>
        <inputEntry id="D04_r73_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r73_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r73_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r73_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r73_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r73_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r73_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r74">
        <description>since=2026-11-01; source=ontwerpnorm, P08; approver=stuurgroep</description>
        <inputEntry id="D04_r74_i1"><text>"plan.toezegging"</text></inputEntry>
        <inputEntry id="D04_r74_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r74_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r74_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r74_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r74_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r74_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r74_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r75">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r75_i1"><text>"plan.samenstellen"</text></inputEntry>
        <inputEntry id="D04_r75_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r75_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r75_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r75_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r75_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r75_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r75_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r76">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r76_i1"><text>"plan.tekenen"</text></inputEntry>
        <inputEntry id="D04_r76_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r76_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r76_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r76_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r76_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r76_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r76_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r77">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r77_i1"><text>"plan.minimaal"</text></inputEntry>
        <inputEntry id="D04_r77_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r77_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r77_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r77_o2"><text>"50%,80%"</text></outputEntry>
        <outputEntry id="D04_r77_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r77_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r77_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r78">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 joint plan v1; approver=stuurgroep</description>
        <inputEntry id="D04_r78_i1"><text>"plan"</text></inputEntry>
        <inputEntry id="D04_r78_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r78_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r78_o1"><text>"P42D"</text></outputEntry>
        <outputEntry id="D04_r78_o2"><text>"P35D"</text></outputEntry>
        <outputEntry id="D04_r78_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r78_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r78_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r79">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 plan review; approver=stuurgroep</description>
        <inputEntry id="D04_r79_i1"><text>"plan.evaluatie"</text></inputEntry>
        <inputEntry id="D04_r79_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r79_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r79_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r79_o2"><text>"P4D"</text></outputEntry>
        <outputEntry id="D04_r79_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r79_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r79_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r80">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r80_i1"><text>"orientatie.aanbod"</text></inputEntry>
        <inputEntry id="D04_r80_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r80_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r80_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r80_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r80_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r80_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r80_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r81">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 IOM/NGO first appointment; approver=stuurgroep</description>
        <inputEntry id="D04_r81_i1"><text>"orientatie.gesprek"</text></inputEntry>
        <inputEntry id="D04_r81_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r81_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r81_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r81_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r81_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r81_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r81_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r82">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r82_i1"><text>"orientatie.land"</text></inputEntry>
        <inputEntry id="D04_r82_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r82_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r82_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r82_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r82_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r82_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r82_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r83">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r83_i1"><text>"orientatie.contact"</text></inputEntry>
        <inputEntry id="D04_r83_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r83_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r83_o1"><text>"P30D"</text></outputEntry>
        <outputEntry id="D04_r83_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r83_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r83_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r83_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r84">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r84_i1"><text>"orientatie.begrip"</text></inputEntry>
        <inputEntry id="D04_r84_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r84_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r84_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r84_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r84_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r84_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r84_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r85">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r85_i1"><text>"toestemming"</text></inputEntry>
        <inputEntry id="D04_r85_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r85_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r85_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r85_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r85_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r85_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r85_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r86">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r86_i1"><text>"iom.aanmelding"</text></inputEntry>
        <inputEntry id="D04_r86_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r86_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r86_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r86_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r86_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r86_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r86_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r87">
        <description>since=2026-11-01; source=berichten 9.1, IOM; approver=stuurgroep</description>
        <inputEntry id="D04_r87_i1"><text>"iom.bevestiging"</text></inputEntry>
        <inputEntry id="D04_r87_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r87_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r87_o1"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r87_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r87_o3"><text>"programme"</text></outputEntry>
        <outputEntry id="D04_r87_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r87_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r88">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r88_i1"><text>"terugkeer.plan"</text></inputEntry>
        <inputEntry id="D04_r88_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r88_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r88_o1"><text>"P42D"</text></outputEntry>
        <outputEntry id="D04_r88_o2"><text>"P35D"</text></outputEntry>
        <outputEntry id="D04_r88_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r88_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r88_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r89">
        <description>since=2026-11-01; source=IOM FAQ, in het algemeen 4 weken; approver=stuurgroep</description>
        <inputEntry id="D04_r89_i1"><text>"terugkeer.herintegratie"</text></inputEntry>
        <inputEntry id="D04_r89_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r89_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r89_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r89_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r89_o3"><text>"programme"</text></outputEntry>
        <outputEntry id="D04_r89_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r89_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r90">
        <description>since=2026-11-01; source=ontwerpnorm, P11; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r90_i1"><text>"terugkeer.zorg"</text></inputEntry>
        <inputEntry id="D04_r90_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r90_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r90_o1"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r90_o2"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r90_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r90_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r90_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r91">
        <description>since=2026-11-01; source=ontwerpnorm, P11; approver=stuurgroep</description>
        <inputEntry id="D04_r91_i1"><text>"terugkeer.wonen"</text></inputEntry>
        <inputEntry id="D04_r91_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r91_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r91_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r91_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r91_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r91_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r91_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r92">
        <description>since=2026-11-01; source=ontwerpnorm, P11; approver=stuurgroep</description>
        <inputEntry id="D04_r92_i1"><text>"ontvangst.akkoord"</text></inputEntry>
        <inputEntry id="D04_r92_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r92_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r92_o1"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r92_o2"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r92_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r92_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r92_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r93">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 LP no answer, eerste trede; approver=stuurgroep</description>
        <inputEntry id="D04_r93_i1"><text>"reisdocument"</text></inputEntry>
        <inputEntry id="D04_r93_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r93_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r93_o1"><text>"P60D"</text></outputEntry>
        <outputEntry id="D04_r93_o2"><text>"P30D,P45D"</text></outputEntry>
        <outputEntry id="D04_r93_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r93_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r93_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r94">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 LP application filed; approver=stuurgroep</description>
        <inputEntry id="D04_r94_i1"><text>"reisdocument.aanvraag"</text></inputEntry>
        <inputEntry id="D04_r94_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r94_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r94_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r94_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r94_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r94_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r94_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r95">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r95_i1"><text>"terugkeer.tekenen"</text></inputEntry>
        <inputEntry id="D04_r95_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r95_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r95_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r95_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r95_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r95_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r95_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r96">
        <description>since=2026-11-01; source=ontwerpnorm, P11; approver=stuurgroep</description>
        <inputEntry id="D04_r96_i1"><text>"terugkeer.twijfel"</text></inputEntry>
        <inputEntry id="D04_r96_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r96_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r96_o1"><text>"P2D"</text></outputEntry>
        <outputEntry id="D04_r96_o2"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r96_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r96_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r96_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r97">
        <description>since=2026-11-01; source=ontwerpnorm, P13; approver=stuurgroep</description>
        <inputEntry id="D04_r97_i1"><text>"vertrek.twijfel"</text></inputEntry>
        <inputEntry id="D04_r97_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r97_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r97_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r97_o2"><text>"PT12H"</text></outputEntry>
        <outputEntry id="D04_r97_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r97_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r97_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r98">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r98_i1"><text>"poort.vragen"</text></inputEntry>
        <inputEntry id="D04_r98_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r98_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r98_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r98_o2"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r98_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r98_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r98_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r99">
        <description>since=2026-11-01; source=ontwerpnorm, P11 stap 8; approver=stuurgroep</description>
        <inputEntry id="D04_r99_i1"><text>"poort.blokkade"</text></inputEntry>
        <inputEntry id="D04_r99_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r99_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r99_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r99_o2"><text>"P14D,P21D"</text></outputEntry>
        <outputEntry id="D04_r99_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r99_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r99_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r100">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r100_i1"><text>"vertrek"</text></inputEntry>
        <inputEntry id="D04_r100_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r100_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r100_o1"><text>"P56D"</text></outputEntry>
        <outputEntry id="D04_r100_o2"><text>"P42D"</text></outputEntry>
        <outputEntry id="D04_r100_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r100_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r100_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r101">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r101_i1"><text>"steun.aanvraag"</text></inputEntry>
        <inputEntry id="D04_r101_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r101_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r101_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r101_o2"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r101_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r101_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r101_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r102">
        <description>since=2026-11-01; source=ontwerpnorm, P12; approver=stuurgroep</description>
        <inputEntry id="D04_r102_i1"><text>"steun.voorstel"</text></inputEntry>
        <inputEntry id="D04_r102_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r102_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r102_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r102_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r102_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r102_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r102_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r103">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r103_i1"><text>"steun.akkoordL2"</text></inputEntry>
        <inputEntry id="D04_r103_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r103_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r103_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r103_o2"><text>"P2D"</text></outputEntry>
        <outputEntry id="D04_r103_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r103_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r103_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r104">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 funding decision; approver=stuurgroep</description>
        <inputEntry id="D04_r104_i1"><text>"steun.besluit"</text></inputEntry>
        <inputEntry id="D04_r104_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r104_i3"><text>"gewoon"</text></inputEntry>
        <outputEntry id="D04_r104_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r104_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r104_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r104_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r104_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r105">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 funding decision, hardship; approver=stuurgroep</description>
        <inputEntry id="D04_r105_i1"><text>"steun.besluit"</text></inputEntry>
        <inputEntry id="D04_r105_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r105_i3"><text>"maatwerk"</text></inputEntry>
        <outputEntry id="D04_r105_o1"><text>"15 wd"</text></outputEntry>
        <outputEntry id="D04_r105_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r105_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r105_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r105_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r106">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r106_i1"><text>"steun"</text></inputEntry>
        <inputEntry id="D04_r106_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r106_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r106_o1"><text>"20 wd"</text></outputEntry>
        <outputEntry id="D04_r106_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r106_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r106_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r106_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r107">
        <description>since=2026-11-01; source=ontwerpnorm, P23: steun blijft 90 dagen gereserveerd; approver=stuurgroep</description>
        <inputEntry id="D04_r107_i1"><text>"steun.betaalmoment"</text></inputEntry>
        <inputEntry id="D04_r107_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r107_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r107_o1"><text>"P90D"</text></outputEntry>
        <outputEntry id="D04_r107_o2"><text>"P60D,P80D"</text></outputEntry>
        <outputEntry id="D04_r107_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r107_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r107_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r108">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 first instalment abroad; approver=stuurgroep</description>
        <inputEntry id="D04_r108_i1"><text>"steun.bewijs"</text></inputEntry>
        <inputEntry id="D04_r108_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r108_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r108_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r108_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r108_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r108_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r108_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r109">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r109_i1"><text>"vertrek.boeken"</text></inputEntry>
        <inputEntry id="D04_r109_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r109_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r109_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r109_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r109_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r109_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r109_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r110">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 fit/voluntariness check; approver=stuurgroep</description>
        <inputEntry id="D04_r110_i1"><text>"vertrek.vrijwilligheid"</text></inputEntry>
        <inputEntry id="D04_r110_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r110_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r110_o1"><text>"PT72H"</text></outputEntry>
        <outputEntry id="D04_r110_o2"><text>"PT48H"</text></outputEntry>
        <outputEntry id="D04_r110_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r110_o4"><text>"block"</text></outputEntry>
        <outputEntry id="D04_r110_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r111">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 fit/voluntariness check; approver=zorgcoordinator GGD</description>
        <inputEntry id="D04_r111_i1"><text>"vertrek.reisgereedheid"</text></inputEntry>
        <inputEntry id="D04_r111_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r111_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r111_o1"><text>"PT72H"</text></outputEntry>
        <outputEntry id="D04_r111_o2"><text>"PT48H"</text></outputEntry>
        <outputEntry id="D04_r111_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r111_o4"><text>"block"</text></outputEntry>
        <outputEntry id="D04_r111_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r112">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r112_i1"><text>"vertrek.afmelden"</text></inputEntry>
        <inputEntry id="D04_r112_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r112_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r112_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r112_o2"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r112_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r112_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r112_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r113">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r113_i1"><text>"vertrek.annuleren"</text></inputEntry>
        <inputEntry id="D04_r113_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r113_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r113_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r113_o2"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r113_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r113_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r113_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r114">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r114_i1"><text>"vertrek.begeleiden"</text></inputEntry>
        <inputEntry id="D04_r114_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r114_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r114_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r114_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r114_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r114_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r114_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r115">
        <description>since=2026-11-01; source=berichten 9.1: vlucht + 6 uur; approver=stuurgroep</description>
        <inputEntry id="D04_r115_i1"><text>"boarding.bevestigd"</text></inputEntry>
        <inputEntry id="D04_r115_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r115_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r115_o1"><text>"PT6H"</text></outputEntry>
        <outputEntry id="D04_r115_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r115_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r115_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r115_o5"><text>"flightAt"</text></outputEntry>
      </rule>
      <rule id="D04_r116">
        <description>since=2026-11-01; source=ontwerpnorm, P13; approver=stuurgroep</description>
        <inputEntry id="D04_r116_i1"><text>"vertrek.bed"</text></inputEntry>
        <inputEntry id="D04_r116_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r116_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r116_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r116_o2"><text>"PT2H"</text></outputEntry>
        <outputEntry id="D04_r116_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r116_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r116_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r117">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r117_i1"><text>"aankomst"</text></inputEntry>
        <inputEntry id="D04_r117_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r117_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r117_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r117_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r117_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r117_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r117_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r118">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 arrival confirmation; approver=stuurgroep</description>
        <inputEntry id="D04_r118_i1"><text>"ontvangst.aankomst"</text></inputEntry>
        <inputEntry id="D04_r118_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r118_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r118_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r118_o2"><text>"PT12H"</text></outputEntry>
        <outputEntry id="D04_r118_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r118_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r118_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r119">
        <description>since=2026-11-01; source=ontwerpnorm, P13: na 48 uur; approver=stuurgroep</description>
        <inputEntry id="D04_r119_i1"><text>"aankomst.navraag"</text></inputEntry>
        <inputEntry id="D04_r119_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r119_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r119_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r119_o2"><text>"PT12H"</text></outputEntry>
        <outputEntry id="D04_r119_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r119_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r119_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r120">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r120_i1"><text>"aankomst.uitreisbewijs"</text></inputEntry>
        <inputEntry id="D04_r120_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r120_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r120_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r120_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r120_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r120_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r120_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r121">
        <description>since=2026-11-01; source=EURP en VWN, 12 maanden, plus of min 7 dagen; approver=stuurgroep</description>
        <inputEntry id="D04_r121_i1"><text>"nazorg.contact"</text></inputEntry>
        <inputEntry id="D04_r121_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r121_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r121_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r121_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r121_o3"><text>"programme"</text></outputEntry>
        <outputEntry id="D04_r121_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r121_o5"><text>"aftercareOn"</text></outputEntry>
      </rule>
      <rule id="D04_r122">
        <description>since=2026-11-01; source=ontwerpnorm, P16; approver=stuurgroep</description>
        <inputEntry id="D04_r122_i1"><text>"nazorg.hulp"</text></inputEntry>
        <inputEntry id="D04_r122_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r122_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r122_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r122_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r122_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r122_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r122_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r123">
        <description>since=2026-11-01; source=ontwerpnorm, P16; approver=stuurgroep</description>
        <inputEntry id="D04_r123_i1"><text>"nazorg.spoed"</text></inputEntry>
        <inputEntry id="D04_r123_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r123_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r123_o1"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r123_o2"><text>"PT12H"</text></outputEntry>
        <outputEntry id="D04_r123_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r123_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r123_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r124">
        <description>since=2026-11-01; source=ontwerpnorm, P16; approver=stuurgroep</description>
        <inputEntry id="D04_r124_i1"><text>"nazorg.pogingen"</text></inputEntry>
        <inputEntry id="D04_r124_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r124_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r124_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r124_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r124_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r124_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r124_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r125">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r125_i1"><text>"nazorg.slot"</text></inputEntry>
        <inputEntry id="D04_r125_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r125_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r125_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r125_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r125_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r125_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r125_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r126">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 first instalment abroad; approver=stuurgroep</description>
        <inputEntry id="D04_r126_i1"><text>"nazorg.geld"</text></inputEntry>
        <inputEntry id="D04_r126_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r126_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r126_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r126_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r126_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r126_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r126_o5"><text>"arrivalConfirmed"</text></outputEntry>
      </rule>
      <rule id="D04_r127">
        <description>since=2026-11-01; source=tabel D05 L1; approver=stuurgroep</description>
        <inputEntry id="D04_r127_i1"><text>"escalatie.L1"</text></inputEntry>
        <inputEntry id="D04_r127_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r127_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r127_o1"><text>"PT4H"</text></outputEntry>
        <outputEntry id="D04_r127_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r127_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r127_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r127_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r128">
        <description>since=2026-11-01; source=tabel D05 L1; approver=stuurgroep</description>
        <inputEntry id="D04_r128_i1"><text>"escalatie.L1"</text></inputEntry>
        <inputEntry id="D04_r128_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r128_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r128_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r128_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r128_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r128_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r128_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r129">
        <description>since=2026-11-01; source=tabel D05 L2; approver=stuurgroep</description>
        <inputEntry id="D04_r129_i1"><text>"escalatie.L2"</text></inputEntry>
        <inputEntry id="D04_r129_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r129_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r129_o1"><text>"PT20H"</text></outputEntry>
        <outputEntry id="D04_r129_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r129_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r129_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r129_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r130">
        <description>since=2026-11-01; source=tabel D05 L2; approver=stuurgroep</description>
        <inputEntry id="D04_r130_i1"><text>"escalatie.L2"</text></inputEntry>
        <inputEntry id="D04_r130_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r130_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r130_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r130_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r130_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r130_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r130_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r131">
        <description>since=2026-11-01; source=tabel D05 L3; approver=stuurgroep</description>
        <inputEntry id="D04_r131_i1"><text>"escalatie.L3"</text></inputEntry>
        <inputEntry id="D04_r131_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r131_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r131_o1"><text>"PT72H"</text></outputEntry>
        <outputEntry id="D04_r131_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r131_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r131_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r131_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r132">
        <description>since=2026-11-01; source=tabel D05 L3; approver=stuurgroep</description>
        <inputEntry id="D04_r132_i1"><text>"escalatie.L3"</text></inputEntry>
        <inputEntry id="D04_r132_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r132_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r132_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r132_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r132_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r132_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r132_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r133">
        <description>since=2026-11-01; source=tabel D05 L4; approver=stuurgroep</description>
        <inputEntry id="D04_r133_i1"><text>"escalatie.L4"</text></inputEntry>
        <inputEntry id="D04_r133_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r133_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r133_o1"><text>"15 wd"</text></outputEntry>
        <outputEntry id="D04_r133_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r133_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r133_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r133_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r134">
        <description>since=2026-11-01; source=tabel D05 L5; approver=stuurgroep</description>
        <inputEntry id="D04_r134_i1"><text>"escalatie.L5"</text></inputEntry>
        <inputEntry id="D04_r134_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r134_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r134_o1"><text>"20 wd"</text></outputEntry>
        <outputEntry id="D04_r134_o2"><text>"50%"</text></outputEntry>
        <outputEntry id="D04_r134_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r134_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r134_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r135">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 feedback to person; approver=stuurgroep</description>
        <inputEntry id="D04_r135_i1"><text>"escalatie.informeren"</text></inputEntry>
        <inputEntry id="D04_r135_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r135_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r135_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r135_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r135_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r135_o4"><text>"none"</text></outputEntry>
        <outputEntry id="D04_r135_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r136">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 casusoverleg; approver=stuurgroep</description>
        <inputEntry id="D04_r136_i1"><text>"casusoverleg"</text></inputEntry>
        <inputEntry id="D04_r136_i2"><text>"P0","P1"</text></inputEntry>
        <inputEntry id="D04_r136_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r136_o1"><text>"PT48H"</text></outputEntry>
        <outputEntry id="D04_r136_o2"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r136_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r136_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r136_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r137">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 casusoverleg; approver=stuurgroep</description>
        <inputEntry id="D04_r137_i1"><text>"casusoverleg"</text></inputEntry>
        <inputEntry id="D04_r137_i2"><text>"P2","P3"</text></inputEntry>
        <inputEntry id="D04_r137_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r137_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r137_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r137_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r137_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r137_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r138">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r138_i1"><text>"afsluiting"</text></inputEntry>
        <inputEntry id="D04_r138_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r138_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r138_o1"><text>"10 wd"</text></outputEntry>
        <outputEntry id="D04_r138_o2"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r138_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r138_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r138_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r139">
        <description>since=2026-11-01; source=ontwerpnorm, P27; approver=stuurgroep</description>
        <inputEntry id="D04_r139_i1"><text>"afsluiting.controle"</text></inputEntry>
        <inputEntry id="D04_r139_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r139_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r139_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r139_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r139_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r139_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r139_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r140">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r140_i1"><text>"dossierkopie"</text></inputEntry>
        <inputEntry id="D04_r140_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r140_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r140_o1"><text>"5 wd"</text></outputEntry>
        <outputEntry id="D04_r140_o2"><text>"P3D"</text></outputEntry>
        <outputEntry id="D04_r140_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r140_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r140_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r141">
        <description>since=2026-11-01; source=ontwerpnorm; approver=stuurgroep</description>
        <inputEntry id="D04_r141_i1"><text>"brief"</text></inputEntry>
        <inputEntry id="D04_r141_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r141_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r141_o1"><text>"PT1H"</text></outputEntry>
        <outputEntry id="D04_r141_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r141_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r141_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r141_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r142">
        <description>since=2026-11-01; source=ontwerpnorm, D18; approver=stuurgroep</description>
        <inputEntry id="D04_r142_i1"><text>"bewaren.identiteit"</text></inputEntry>
        <inputEntry id="D04_r142_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r142_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r142_o1"><text>"P1D"</text></outputEntry>
        <outputEntry id="D04_r142_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r142_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r142_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r142_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r143">
        <description>since=2026-11-01; source=ontwerpnorm, D18; approver=stuurgroep</description>
        <inputEntry id="D04_r143_i1"><text>"bewaren.pseudonimiseren"</text></inputEntry>
        <inputEntry id="D04_r143_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r143_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r143_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r143_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r143_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r143_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r143_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r144">
        <description>since=2026-11-01; source=ontwerpnorm, D18; approver=stuurgroep</description>
        <inputEntry id="D04_r144_i1"><text>"bewaren.vernietigen"</text></inputEntry>
        <inputEntry id="D04_r144_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r144_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r144_o1"><text>"P7D"</text></outputEntry>
        <outputEntry id="D04_r144_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r144_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r144_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r144_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r145">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 day activities started; approver=stuurgroep</description>
        <inputEntry id="D04_r145_i1"><text>"dagbesteding"</text></inputEntry>
        <inputEntry id="D04_r145_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r145_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r145_o1"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r145_o2"><text>"P10D"</text></outputEntry>
        <outputEntry id="D04_r145_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r145_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r145_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r146">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 strengths inventory; approver=stuurgroep</description>
        <inputEntry id="D04_r146_i1"><text>"krachten"</text></inputEntry>
        <inputEntry id="D04_r146_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r146_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r146_o1"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r146_o2"><text>"P14D"</text></outputEntry>
        <outputEntry id="D04_r146_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r146_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r146_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r147">
        <description>since=2026-11-01; source=art. 62 Vw; ingang: besluit; approver=juridisch toetser</description>
        <inputEntry id="D04_r147_i1"><text>"vertrektermijn"</text></inputEntry>
        <inputEntry id="D04_r147_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r147_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r147_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r147_o2"><text>"P14D,P21D,P26D"</text></outputEntry>
        <outputEntry id="D04_r147_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r147_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r147_o5"><text>"caseStart"</text></outputEntry>
      </rule>
      <rule id="D04_r148">
        <description>since=2026-11-01; source=praktijk RIAT Duitsland; na te gaan; approver=juridisch toetser</description>
        <inputEntry id="D04_r148_i1"><text>"eurp.registratie"</text></inputEntry>
        <inputEntry id="D04_r148_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r148_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r148_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r148_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r148_o3"><text>"programme"</text></outputEntry>
        <outputEntry id="D04_r148_o4"><text>"block"</text></outputEntry>
        <outputEntry id="D04_r148_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r149">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 appointment embassy; approver=stuurgroep</description>
        <inputEntry id="D04_r149_i1"><text>"ambassade.afspraak"</text></inputEntry>
        <inputEntry id="D04_r149_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r149_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r149_o1"><text>"P30D"</text></outputEntry>
        <outputEntry id="D04_r149_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r149_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r149_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r149_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r150">
        <description>since=2026-11-01; source=vbl 12 weken; approver=juridisch toetser</description>
        <inputEntry id="D04_r150_i1"><text>"vbl"</text></inputEntry>
        <inputEntry id="D04_r150_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r150_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r150_o1"><text>"P84D"</text></outputEntry>
        <outputEntry id="D04_r150_o2"><text>"P56D,P70D"</text></outputEntry>
        <outputEntry id="D04_r150_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r150_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r150_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r151">
        <description>since=2026-11-01; source=Vc B8/3; approver=juridisch toetser</description>
        <inputEntry id="D04_r151_i1"><text>"bedenktijd.mensenhandel"</text></inputEntry>
        <inputEntry id="D04_r151_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r151_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r151_o1"><text>"P90D"</text></outputEntry>
        <outputEntry id="D04_r151_o2"><text>"P60D,P80D"</text></outputEntry>
        <outputEntry id="D04_r151_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r151_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r151_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r152">
        <description>since=2026-11-01; source=TQ-arrest; approver=juridisch toetser</description>
        <inputEntry id="D04_r152_i1"><text>"adequateOpvang"</text></inputEntry>
        <inputEntry id="D04_r152_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r152_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r152_o1"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r152_o2"><text>"P21D"</text></outputEntry>
        <outputEntry id="D04_r152_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r152_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r152_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r153">
        <description>since=2026-11-01; source=Awb 9:11; approver=juridisch toetser</description>
        <inputEntry id="D04_r153_i1"><text>"klacht.ontvangst"</text></inputEntry>
        <inputEntry id="D04_r153_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r153_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r153_o1"><text>"2 wd"</text></outputEntry>
        <outputEntry id="D04_r153_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r153_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r153_o4"><text>"L4"</text></outputEntry>
        <outputEntry id="D04_r153_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r154">
        <description>since=2026-11-01; source=Awb 9:11; approver=juridisch toetser</description>
        <inputEntry id="D04_r154_i1"><text>"klacht.oordeel"</text></inputEntry>
        <inputEntry id="D04_r154_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r154_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r154_o1"><text>"P42D"</text></outputEntry>
        <outputEntry id="D04_r154_o2"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r154_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r154_o4"><text>"L4"</text></outputEntry>
        <outputEntry id="D04_r154_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r155">
        <description>since=2026-11-01; source=Awb 7:10; na te gaan; approver=juridisch toetser</description>
        <inputEntry id="D04_r155_i1"><text>"bezwaar.fonds"</text></inputEntry>
        <inputEntry id="D04_r155_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r155_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r155_o1"><text>"P42D"</text></outputEntry>
        <outputEntry id="D04_r155_o2"><text>"P28D"</text></outputEntry>
        <outputEntry id="D04_r155_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r155_o4"><text>"L4"</text></outputEntry>
        <outputEntry id="D04_r155_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r156">
        <description>since=2026-11-01; source=AVG 12 lid 3; approver=juridisch toetser</description>
        <inputEntry id="D04_r156_i1"><text>"inzage"</text></inputEntry>
        <inputEntry id="D04_r156_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r156_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r156_o1"><text>"P30D"</text></outputEntry>
        <outputEntry id="D04_r156_o2"><text>"P20D"</text></outputEntry>
        <outputEntry id="D04_r156_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r156_o4"><text>"L2"</text></outputEntry>
        <outputEntry id="D04_r156_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r157">
        <description>since=2026-11-01; source=AVG 7 lid 3; approver=juridisch toetser</description>
        <inputEntry id="D04_r157_i1"><text>"toestemming.ingetrokken"</text></inputEntry>
        <inputEntry id="D04_r157_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r157_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r157_o1"><text>"PT1H"</text></outputEntry>
        <outputEntry id="D04_r157_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r157_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r157_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r157_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r158">
        <description>since=2026-11-01; source=AVG 19; approver=juridisch toetser</description>
        <inputEntry id="D04_r158_i1"><text>"toestemming.partners"</text></inputEntry>
        <inputEntry id="D04_r158_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r158_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r158_o1"><text>"PT72H"</text></outputEntry>
        <outputEntry id="D04_r158_o2"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r158_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r158_o4"><text>"L3"</text></outputEntry>
        <outputEntry id="D04_r158_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r159">
        <description>since=2026-11-01; source=AVG 33; approver=juridisch toetser</description>
        <inputEntry id="D04_r159_i1"><text>"datalek"</text></inputEntry>
        <inputEntry id="D04_r159_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r159_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r159_o1"><text>"PT72H"</text></outputEntry>
        <outputEntry id="D04_r159_o2"><text>"PT24H"</text></outputEntry>
        <outputEntry id="D04_r159_o3"><text>"legal"</text></outputEntry>
        <outputEntry id="D04_r159_o4"><text>"L4"</text></outputEntry>
        <outputEntry id="D04_r159_o5"><text>"opened"</text></outputEntry>
      </rule>
      <rule id="D04_r160">
        <description>since=2026-11-01; source=ontwerpnorm, tabel D04 feedback to person; approver=stuurgroep</description>
        <inputEntry id="D04_r160_i1"><text>"terugkoppeling"</text></inputEntry>
        <inputEntry id="D04_r160_i2"><text>-</text></inputEntry>
        <inputEntry id="D04_r160_i3"><text>-</text></inputEntry>
        <outputEntry id="D04_r160_o1"><text>"3 wd"</text></outputEntry>
        <outputEntry id="D04_r160_o2"><text>null</text></outputEntry>
        <outputEntry id="D04_r160_o3"><text>"norm"</text></outputEntry>
        <outputEntry id="D04_r160_o4"><text>"L1"</text></outputEntry>
        <outputEntry id="D04_r160_o5"><text>"opened"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="D04_diagram">
      <dmndi:DMNShape id="D04_shape" dmnElementRef="D04"><dc:Bounds height="80" width="200" x="560" y="80"/></dmndi:DMNShape>
      <dmndi:DMNShape id="D04_shape_step" dmnElementRef="D04_in_step"><dc:Bounds height="45" width="170" x="100" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_step" dmnElementRef="D04_req_step"><di:waypoint x="185" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_priority" dmnElementRef="D04_in_priority"><dc:Bounds height="45" width="170" x="290" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_priority" dmnElementRef="D04_req_priority"><di:waypoint x="375" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_sleepTonight" dmnElementRef="D04_in_sleepTonight"><dc:Bounds height="45" width="170" x="480" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_sleepTonight" dmnElementRef="D04_req_sleepTonight"><di:waypoint x="565" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_departureTermEnd" dmnElementRef="D04_in_departureTermEnd"><dc:Bounds height="45" width="170" x="670" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_departureTermEnd" dmnElementRef="D04_req_departureTermEnd"><di:waypoint x="755" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_subgroupLabels" dmnElementRef="D04_in_subgroupLabels"><dc:Bounds height="45" width="170" x="860" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_subgroupLabels" dmnElementRef="D04_req_subgroupLabels"><di:waypoint x="945" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_ageStatus" dmnElementRef="D04_in_ageStatus"><dc:Bounds height="45" width="170" x="1050" y="260"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_ageStatus" dmnElementRef="D04_req_ageStatus"><di:waypoint x="1135" y="260"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_contactRhythm" dmnElementRef="D04_in_contactRhythm"><dc:Bounds height="45" width="170" x="100" y="350"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_contactRhythm" dmnElementRef="D04_req_contactRhythm"><di:waypoint x="185" y="350"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
      <dmndi:DMNShape id="D04_shape_scheme" dmnElementRef="D04_in_scheme"><dc:Bounds height="45" width="170" x="290" y="350"/></dmndi:DMNShape>
      <dmndi:DMNEdge id="D04_edge_scheme" dmnElementRef="D04_req_scheme"><di:waypoint x="375" y="350"/><di:waypoint x="660" y="180"/><di:waypoint x="660" y="160"/></dmndi:DMNEdge>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
',1,1);
INSERT INTO "definition" VALUES(2,'facts','facts',1,'86faed4d65ce14caefa8d7197adb7e9c1ed2b86fa6261a0dbb0f0dda3f219997','facts:
  priority:
    sets: case.priority
    type: enum
    values:
    - P0
    - P1
    - P2
    - P3
    zone: REG
',1,1);
INSERT INTO "definition" VALUES(3,'form','note',1,'51716c5c6ed900f953d0116c2a30002b0ff74308f50f7b3bfdfc998ef10da6ab','{"type": "default", "id": "note", "title": "note", "schemaVersion": 19, "properties": {"en": {"label": "note"}}, "components": [{"type": "textfield", "id": "Field_note", "key": "note", "label": "note", "properties": {"zone": "SOC", "en": "{\"label\": \"note\"}"}}]}',1,1);
INSERT INTO "definition" VALUES(4,'messages','messages',1,'370a5743556dfa79690476deca6af11bb45a04bdc43c969b647a15c49c287f7a','messages:
  hallo:
    from:
    - meldpunt
    - iom
    key: case
    to:
    - P
',1,1);
INSERT INTO "definition" VALUES(5,'organisations','organisations',1,'2a8b5d4ea48be5192a8f4eca100cf23a0b3ab0e965f5c855cfb6270c24851cdf','# Who acts: lanes are kinds of organisation, roles are what their people do, zones say who may see what.
#
# A lane''s label is the name of the lane in a diagram; candidateGroups name `lane.role`.
# A role names its deputy in the same lane, or is filled by the case itself (fills: case.director).
# roster: true means that whoever has duty at that moment gets the work, day and night.
lanes:
  persoon:
    label: Persoon
    label_en: Person
    kind: person  # until the person has an own page the director does these tasks on behalf of the person
    zone: SOC
    roles:
      zelf: {label: De persoon zelf, label_en: The person}
  leidend:
    label: Leidende organisatie
    label_en: Lead organisation
    kind: alias
    of: case.leadOrganisation
  meldpunt:
    label: Landelijk meldpunt
    label_en: National support desk
    zone: REG
    roles:
      triagist: {label: Triagist, label_en: Triage worker, deputy: teamleider}
      casusregisseur: {label: Casusregisseur, label_en: Case director, fills: case.director, deputy: teamleider}
      begeleider: {label: Begeleider, label_en: Support worker, deputy: casusregisseur}
      outreach: {label: Outreachwerker, label_en: Outreach worker, deputy: begeleider}
      teamleider: {label: Teamleider, label_en: Team lead, deputy: coordinator}
      dienstdoende: {label: Dienstdoende, label_en: Person on duty, roster: true, deputy: coordinator}
      coordinator: {label: Coördinator, label_en: Coordinator, deputy: teamleider}
      procesregisseur: {label: Procesregisseur, label_en: Process director, deputy: coordinator}
      tweedeControle: {label: Tweede controle, label_en: Second check, deputy: coordinator}
  landelijk:
    label: Landelijke tafel
    label_en: National table
    zone: REG
    roles:
      escalatietafel: {label: Landelijke escalatietafel, label_en: National escalation table, deputy: secretariaat}
      bestuur: {label: Bestuurlijk overleg, label_en: Board, deputy: secretariaat}
      secretariaat: {label: Secretariaat, label_en: Secretariat, deputy: escalatietafel}
  fonds:
    label: Fonds
    label_en: Fund
    zone: FIN
    roles:
      behandelaar: {label: Behandelaar, label_en: Fund officer, deputy: plaatsvervangendBeslisser}
      beslisser: {label: Beslisser, label_en: Fund approver, deputy: plaatsvervangendBeslisser}
      plaatsvervangendBeslisser: {label: Plaatsvervangend beslisser, label_en: Deputy approver, deputy: beslisser}
  juridisch:
    label: Juridische toetsing
    label_en: Legal review
    zone: JUR
    roles:
      toetser: {label: Juridisch toetser, label_en: Legal reviewer, deputy: tweedeToetser}
      tweedeToetser: {label: Tweede juridisch toetser, label_en: Second legal reviewer, deputy: toetser}
  advocatuur:
    label: Advocatuur
    label_en: Lawyers
    zone: JUR
    roles:
      advocaat: {label: Advocaat, label_en: Lawyer, deputy: kantoorgenoot}
      kantoorgenoot: {label: Kantoorgenoot, label_en: Fellow lawyer, deputy: advocaat}
  vwn:
    label: VluchtelingenWerk
    label_en: Dutch Council for Refugees
    zone: SOC
    roles:
      begeleider: {label: Begeleider VluchtelingenWerk, label_en: Council support worker, deputy: teamleider}
      teamleider: {label: Teamleider VluchtelingenWerk, label_en: Council team lead, deputy: begeleider}
  ggd:
    label: GGD
    label_en: Public health service
    zone: MED
    roles:
      zorgcoordinator: {label: Zorgcoördinator, label_en: Care coordinator, deputy: screener}
      screener: {label: Verpleegkundige screening, label_en: Screening nurse, deputy: zorgcoordinator}
  gp:
    label: Huisarts
    label_en: General practitioner
    zone: MED
    roles:
      huisarts: {label: Huisarts, label_en: General practitioner, deputy: waarnemer}
      waarnemer: {label: Waarnemend huisarts, label_en: Locum, deputy: huisarts}
  ggz:
    label: GGZ
    label_en: Mental health care
    zone: MED
    roles:
      behandelaar: {label: Behandelaar GGZ, label_en: Clinician, deputy: waarnemer}
      waarnemer: {label: Waarnemend behandelaar, label_en: Locum clinician, deputy: behandelaar}
  iom:
    label: IOM
    label_en: IOM
    zone: TER
    roles:
      counsellor: {label: Terugkeercounselor IOM, label_en: IOM return counsellor, deputy: reisbegeleider}
      reisbegeleider: {label: Reisbegeleider IOM, label_en: IOM travel escort, deputy: counsellor}
  return_ngo:
    label: Terugkeer-NGO
    label_en: Return NGO
    zone: TER
    roles:
      counsellor: {label: Terugkeercounselor NGO, label_en: NGO return counsellor, deputy: begeleider}
      begeleider: {label: Begeleider NGO, label_en: NGO support worker, deputy: counsellor}
  ontvangstpartner:
    label: Ontvangstpartner
    label_en: Receiving partner
    zone: TER
    roles:
      partner: {label: Ontvangstpartner, label_en: Receiving partner, deputy: collega}
      collega: {label: Collega ontvangstpartner, label_en: Receiving partner''s colleague, deputy: partner}
  nidos:
    label: Nidos
    label_en: Nidos guardianship
    zone: SOC
    roles:
      voogd: {label: Voogd, label_en: Guardian, deputy: gebiedsmanager}
      gebiedsmanager: {label: Gebiedsmanager Nidos, label_en: Nidos area manager, deputy: voogd}
  gemeente:
    label: Gemeente
    label_en: Municipality
    zone: SOC
    roles:
      casuscoordinator: {label: Casuscoördinator gemeente, label_en: Municipal case coordinator, deputy: teamleider}
      teamleider: {label: Teamleider gemeente, label_en: Municipal team lead, deputy: casuscoordinator}
  opvang:
    label: Opvang
    label_en: Shelter
    zone: SOC
    roles:
      coordinator: {label: Opvangcoördinator, label_en: Shelter coordinator, deputy: begeleider}
      begeleider: {label: Begeleider opvang, label_en: Shelter support worker, deputy: coordinator}
  coa:
    label: COA
    label_en: COA reception
    zone: REG
    roles:
      casemanager: {label: Casemanager COA, label_en: COA case manager, deputy: teamleider}
      teamleider: {label: Teamleider COA, label_en: COA team lead, deputy: casemanager}
  dji:
    label: DJI
    label_en: Custodial institutions
    zone: REG
    roles:
      casemanager: {label: Casemanager DJI, label_en: Custodial case manager, deputy: collega}
      collega: {label: Collega casemanager, label_en: Fellow case manager, deputy: casemanager}
  ind:
    label: IND
    label_en: Immigration service
    zone: REG
    roles:
      loket: {label: Loket IND, label_en: IND desk, deputy: collega}
      collega: {label: Collega loket, label_en: Fellow desk worker, deputy: loket}
  dtenv:
    label: DTenV
    label_en: Repatriation service
    zone: REG
    roles:
      toezicht: {label: Toezicht en vertrek, label_en: Supervision and departure, deputy: toezicht}
  avim:
    label: Politie/AVIM
    label_en: Aliens police
    zone: REG
    roles:
      toezicht: {label: Toezicht vreemdelingen, label_en: Supervision, deputy: toezicht}
  kmar:
    label: Koninklijke Marechaussee
    label_en: Border police
    zone: REG
    roles:
      grens: {label: Grensbewaking, label_en: Border control, deputy: grens}

# Lanes and roles that enforce. No user task may name them, no message may go to them from a late task, a
# no-show or a refusal, and they are in no zone below. Only the two protected roads may ever reach them:
# a trafficking intake that the person asks for, and the guardian''s report of a missing child.
enforcement: [avim, kmar, dtenv.toezicht]

# What each role may see. Whoever holds a task may always write the fields of its form.
# `persoon.zelf` is the person alone: whoever represents the person gets the task, never these zones.
zones:
  REG:
    label: Regie
    label_en: Direction of the case
    note: Steps, dates and who acts
    read: [persoon.zelf, meldpunt.triagist, meldpunt.casusregisseur, meldpunt.begeleider, meldpunt.outreach, meldpunt.teamleider, meldpunt.dienstdoende, meldpunt.coordinator, meldpunt.procesregisseur, meldpunt.tweedeControle, landelijk.escalatietafel, landelijk.bestuur, landelijk.secretariaat, fonds.behandelaar, fonds.beslisser, fonds.plaatsvervangendBeslisser, juridisch.toetser, juridisch.tweedeToetser, advocatuur.advocaat, advocatuur.kantoorgenoot, vwn.begeleider, vwn.teamleider, ggd.zorgcoordinator, ggd.screener, iom.counsellor, iom.reisbegeleider, return_ngo.counsellor, return_ngo.begeleider, nidos.voogd, nidos.gebiedsmanager, gemeente.casuscoordinator, gemeente.teamleider, opvang.coordinator, opvang.begeleider]
    write: [meldpunt.triagist, meldpunt.casusregisseur, meldpunt.begeleider, meldpunt.outreach, meldpunt.teamleider, meldpunt.dienstdoende, meldpunt.coordinator, meldpunt.procesregisseur]
  SOC:
    label: Eigen verhaal en plan
    label_en: Own story and plan
    note: Story, strengths and plan; the person''s own voice is never rewritten
    read: [persoon.zelf, meldpunt.casusregisseur, meldpunt.begeleider, return_ngo.counsellor, return_ngo.begeleider, vwn.begeleider, gemeente.casuscoordinator, opvang.begeleider, advocatuur.advocaat, advocatuur.kantoorgenoot, nidos.voogd]
    write: [persoon.zelf, meldpunt.casusregisseur, meldpunt.begeleider, return_ngo.counsellor, return_ngo.begeleider, vwn.begeleider, gemeente.casuscoordinator, opvang.begeleider]
  MED:
    label: Gezondheid
    label_en: Health
    note: Only planReadiness and what the person agrees to leaves this zone
    read: [persoon.zelf, ggd.zorgcoordinator, ggd.screener, gp.huisarts, gp.waarnemer, ggz.behandelaar, ggz.waarnemer]
    write: [ggd.zorgcoordinator, ggd.screener, gp.huisarts, gp.waarnemer, ggz.behandelaar, ggz.waarnemer]
  JUR:
    label: Juridisch
    label_en: Legal
    note: Only shareableOutcome and dates leave this zone
    read: [persoon.zelf, advocatuur.advocaat, advocatuur.kantoorgenoot, juridisch.toetser, juridisch.tweedeToetser]
    write: [advocatuur.advocaat, advocatuur.kantoorgenoot, juridisch.toetser, juridisch.tweedeToetser]
  VEI:
    label: Strafrecht en veiligheid
    label_en: Criminal matters and safety
    note: Outcome only, case by case
    read: [persoon.zelf, advocatuur.advocaat, advocatuur.kantoorgenoot, juridisch.toetser, juridisch.tweedeToetser]
    write: [advocatuur.advocaat, juridisch.toetser, juridisch.tweedeToetser]
  PRO:
    label: Bescherming en crisis
    label_en: Protection and crisis
    note: For whoever protects, and for whoever has duty
    read: [persoon.zelf, meldpunt.triagist, meldpunt.dienstdoende, ggd.zorgcoordinator, advocatuur.advocaat, advocatuur.kantoorgenoot, nidos.voogd]
    write: [meldpunt.triagist, meldpunt.dienstdoende, ggd.zorgcoordinator, nidos.voogd]
  LOC:
    label: Verblijfplaats
    label_en: Place of stay
    note: For housing and duty alone; erased when the purpose ends
    read: [persoon.zelf, opvang.coordinator, meldpunt.dienstdoende, advocatuur.advocaat]
    write: [persoon.zelf, opvang.coordinator]
  ID:
    label: Identiteitskluis
    label_en: Identity vault
    note: Break-glass by two persons; the person is told
    read: [persoon.zelf, advocatuur.advocaat]
    write: []
  TER:
    label: Terugkeer
    label_en: Return
    note: After the person''s consent
    read: [persoon.zelf, meldpunt.casusregisseur, meldpunt.begeleider, meldpunt.tweedeControle, iom.counsellor, iom.reisbegeleider, return_ngo.counsellor, return_ngo.begeleider, advocatuur.advocaat, advocatuur.kantoorgenoot, ontvangstpartner.partner, ontvangstpartner.collega, nidos.voogd]
    write: [meldpunt.begeleider, iom.counsellor, iom.reisbegeleider, return_ngo.counsellor, return_ngo.begeleider, ontvangstpartner.partner]
  FIN:
    label: Geld
    label_en: Money
    note: Published amounts, four eyes
    read: [persoon.zelf, meldpunt.casusregisseur, advocatuur.advocaat, iom.counsellor, fonds.behandelaar, fonds.beslisser, fonds.plaatsvervangendBeslisser]
    write: [fonds.behandelaar, fonds.beslisser, fonds.plaatsvervangendBeslisser]
  KLA:
    label: Klacht
    label_en: Complaint
    note: Outside the line that is complained about
    read: [persoon.zelf, advocatuur.advocaat]
    write: []
  STAT:
    label: Cijfers
    label_en: Statistics
    note: Ten or more, rounded to tens
    read: [meldpunt.coordinator, landelijk.escalatietafel, landelijk.bestuur]
    write: [meldpunt.casusregisseur]
',1,1);
INSERT INTO "definition" VALUES(6,'process','P',1,'e6e0bd6ea82a8477f255e9b9e0abf8bef70acc9d87dad73adfcc06f7a4d41c6f','<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="t"><bpmn:message id="m_hallo" name="hallo"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message><bpmn:signal id="s_alarm" name="alarm"/><bpmn:signal id="s_rust" name="rust"/><bpmn:error id="e_fout" errorCode="fout"/><bpmn:error id="e_anders" errorCode="anders"/><bpmn:escalation id="x_hulp" escalationCode="hulp"/><bpmn:escalation id="x_meer" escalationCode="meer"/><bpmn:process id="P" isExecutable="true"><bpmn:sequenceFlow id="start_weer" sourceRef="start" targetRef="weer"></bpmn:sequenceFlow><bpmn:sequenceFlow id="weer_Werk" sourceRef="weer" targetRef="Werk"></bpmn:sequenceFlow><bpmn:sequenceFlow id="Werk_nogmaals" sourceRef="Werk" targetRef="nogmaals"></bpmn:sequenceFlow><bpmn:sequenceFlow id="later_Bel" sourceRef="later" targetRef="Bel"></bpmn:sequenceFlow><bpmn:sequenceFlow id="Bel_gebeld" sourceRef="Bel" targetRef="gebeld"></bpmn:sequenceFlow><bpmn:startEvent id="start"></bpmn:startEvent><bpmn:exclusiveGateway id="weer"></bpmn:exclusiveGateway><bpmn:userTask id="Werk" name="Werk"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition candidateGroups="meldpunt.begeleider"/><zeebe:taskSchedule dueDate="P3000D"/></bpmn:extensionElements></bpmn:userTask><bpmn:boundaryEvent id="later" attachedToRef="Werk" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P40D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:userTask id="Bel" name="Bel"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition candidateGroups="meldpunt.begeleider"/><zeebe:taskSchedule dueDate="P3000D"/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="gebeld"></bpmn:endEvent><bpmn:exclusiveGateway id="nogmaals" default="nogmaals_weer"></bpmn:exclusiveGateway><bpmn:sequenceFlow id="nogmaals_weer" sourceRef="nogmaals" targetRef="weer"></bpmn:sequenceFlow><bpmn:sequenceFlow id="nogmaals_end" sourceRef="nogmaals" targetRef="end"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=case.priority = "P0"</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:endEvent id="end"></bpmn:endEvent></bpmn:process></bpmn:definitions>',1,1);
INSERT INTO "definition" VALUES(7,'process','S',1,'fc24170951167c08f7deaa70c7ff18abef6828b04b5b482c6e4e1b974e063e5a','<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="t"><bpmn:message id="m_hallo" name="hallo"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message><bpmn:signal id="s_alarm" name="alarm"/><bpmn:signal id="s_rust" name="rust"/><bpmn:error id="e_fout" errorCode="fout"/><bpmn:error id="e_anders" errorCode="anders"/><bpmn:escalation id="x_hulp" escalationCode="hulp"/><bpmn:escalation id="x_meer" escalationCode="meer"/><bpmn:process id="S" isExecutable="true"><bpmn:extensionElements><zeebe:properties><zeebe:property name="zone" value="MED"/></zeebe:properties></bpmn:extensionElements><bpmn:sequenceFlow id="start_Zorg" sourceRef="start" targetRef="Zorg"></bpmn:sequenceFlow><bpmn:sequenceFlow id="Zorg_end" sourceRef="Zorg" targetRef="end"></bpmn:sequenceFlow><bpmn:startEvent id="start"></bpmn:startEvent><bpmn:userTask id="Zorg" name="Zorg"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition candidateGroups="meldpunt.begeleider"/><zeebe:taskSchedule dueDate="P3000D"/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="end"></bpmn:endEvent></bpmn:process></bpmn:definitions>',1,1);
INSERT INTO "definition" VALUES(8,'process','T',1,'0ff8b734ea7ee4f1d248547d3b246cd3db5e1d91931b65d271bd0fe434e4790d','<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="t"><bpmn:message id="m_hallo" name="hallo"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message><bpmn:signal id="s_alarm" name="alarm"/><bpmn:signal id="s_rust" name="rust"/><bpmn:error id="e_fout" errorCode="fout"/><bpmn:error id="e_anders" errorCode="anders"/><bpmn:escalation id="x_hulp" escalationCode="hulp"/><bpmn:escalation id="x_meer" escalationCode="meer"/><bpmn:process id="T" isExecutable="true"><bpmn:sequenceFlow id="start_wacht" sourceRef="start" targetRef="wacht"></bpmn:sequenceFlow><bpmn:sequenceFlow id="wacht_Daarna" sourceRef="wacht" targetRef="Daarna"></bpmn:sequenceFlow><bpmn:sequenceFlow id="Daarna_end" sourceRef="Daarna" targetRef="end"></bpmn:sequenceFlow><bpmn:startEvent id="start"></bpmn:startEvent><bpmn:intermediateCatchEvent id="wacht"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P2D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:userTask id="Daarna" name="Daarna"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition candidateGroups="meldpunt.begeleider"/><zeebe:taskSchedule dueDate="P3000D"/></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="end"></bpmn:endEvent></bpmn:process></bpmn:definitions>',1,1);
INSERT INTO "definition" VALUES(9,'process','W',1,'6106033b78a6477cbb600f08299f0707cf287e3f177a003bb0538a1f2f45b54c','<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="t"><bpmn:message id="m_hallo" name="hallo"><bpmn:extensionElements><zeebe:subscription correlationKey="=case.id"/></bpmn:extensionElements></bpmn:message><bpmn:signal id="s_alarm" name="alarm"/><bpmn:signal id="s_rust" name="rust"/><bpmn:error id="e_fout" errorCode="fout"/><bpmn:error id="e_anders" errorCode="anders"/><bpmn:escalation id="x_hulp" escalationCode="hulp"/><bpmn:escalation id="x_meer" escalationCode="meer"/><bpmn:process id="W" isExecutable="true"><bpmn:sequenceFlow id="start_all" sourceRef="start" targetRef="all"></bpmn:sequenceFlow><bpmn:sequenceFlow id="all_taak" sourceRef="all" targetRef="taak"></bpmn:sequenceFlow><bpmn:sequenceFlow id="taak_join" sourceRef="taak" targetRef="join"></bpmn:sequenceFlow><bpmn:sequenceFlow id="join_end" sourceRef="join" targetRef="end"></bpmn:sequenceFlow><bpmn:sequenceFlow id="all_hoor" sourceRef="all" targetRef="hoor"></bpmn:sequenceFlow><bpmn:sequenceFlow id="hoor_join" sourceRef="hoor" targetRef="join"></bpmn:sequenceFlow><bpmn:sequenceFlow id="all_wacht" sourceRef="all" targetRef="wacht"></bpmn:sequenceFlow><bpmn:sequenceFlow id="wacht_join" sourceRef="wacht" targetRef="join"></bpmn:sequenceFlow><bpmn:startEvent id="start"></bpmn:startEvent><bpmn:parallelGateway id="all"></bpmn:parallelGateway><bpmn:parallelGateway id="join"></bpmn:parallelGateway><bpmn:userTask id="taak" name="taak"><bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition candidateGroups="meldpunt.begeleider"/><zeebe:taskSchedule dueDate="P7D"/></bpmn:extensionElements></bpmn:userTask><bpmn:intermediateCatchEvent id="hoor"><bpmn:extensionElements><zeebe:properties><zeebe:property name="term" value="perspectief"/></zeebe:properties></bpmn:extensionElements><bpmn:messageEventDefinition messageRef="m_hallo"/></bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="wacht"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="end"></bpmn:endEvent></bpmn:process></bpmn:definitions>',1,1);
CREATE TABLE escalation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	cause TEXT NOT NULL, 
	source TEXT NOT NULL, 
	level TEXT NOT NULL, 
	instance INTEGER, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, reason TEXT DEFAULT 'deadline' NOT NULL, root TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT escalation_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT escalation_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id)
);
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER, 
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	actor INTEGER, 
	instance INTEGER, 
	element TEXT, 
	task INTEGER, 
	zone TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	hash TEXT NOT NULL
);
INSERT INTO "event" VALUES(1,NULL,1,'2027-03-01T08:00:00.000000+00:00','system:bundle:activated',NULL,NULL,NULL,NULL,'REG','{}','3c71517794259b52c79bcab48719bad2e83071c179867534c4e11050acfd9b35');
INSERT INTO "event" VALUES(2,1,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,1,NULL,NULL,'REG','{"process":"P"}','4b394c73ea432efbcf1e5106a9f4394ea5665fd9ce6483a72f09255e90c16b3b');
INSERT INTO "event" VALUES(3,1,2,'2027-03-01T08:00:00.000000+00:00','case:task:opened',NULL,1,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','c89c8faf8c77d5e5952a609fb6101ab3b312421c4776727d1e084509cfe2d1cd');
INSERT INTO "event" VALUES(4,1,3,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,1,NULL,NULL,'REG','{"completed": ["start", "weer"], "entered": ["start", "weer", "Werk"], "flows": ["start_weer", "weer_Werk"]}','f4b3ed39ceca7b9d186c96f9fd20da483ff0aee90f02cffab97102a1c28b2c05');
INSERT INTO "event" VALUES(5,2,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,2,NULL,NULL,'REG','{"process":"P"}','ab3a4636f3e0b76277b3633ca706953913b9998600978a7782418a0738dbc3a9');
INSERT INTO "event" VALUES(6,2,2,'2027-03-01T08:00:00.000000+00:00','case:task:opened',NULL,2,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','b40d0ab6d2f4473ca9b49a175c579df0ccf2c80585bf700f7c2276276aead341');
INSERT INTO "event" VALUES(7,2,3,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,2,NULL,NULL,'REG','{"completed": ["start", "weer"], "entered": ["start", "weer", "Werk"], "flows": ["start_weer", "weer_Werk"]}','4d50ba6aea4d28e129480b29245cf26a37a0e8f41783496109e5895ab9877271');
INSERT INTO "event" VALUES(8,1,4,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,1,'Werk',1,'REG','{"name":"Werk"}','f07f43fec725f685e897b40e741d868536f6f9a766ed27b7cb6b8461f683a0e6');
INSERT INTO "event" VALUES(9,1,5,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,1,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','81b539b6c3ed208b913b515c6394ae7f5ad6532417a9c44bcae1cb608d87cfed');
INSERT INTO "event" VALUES(10,1,6,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,1,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','a7936016aa8a98af580d1344bdb48d471309ac86aaa3ddc1179129f69c2cde01');
INSERT INTO "event" VALUES(11,2,4,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,2,'Werk',2,'REG','{"name":"Werk"}','08353cba19c727c878ecf2a9df5e1d8b1143cd49824cb3a762727801c6623d85');
INSERT INTO "event" VALUES(12,2,5,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,2,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','c77b8c584570d4b237d0df05b57f058241c427ed9a696c3ffcae9d9ea4fca88f');
INSERT INTO "event" VALUES(13,2,6,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,2,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','5b7fd0c03cf4f345ed505d4a7b8b36c5f920d6d2045efc6d2ad96597832b31de');
INSERT INTO "event" VALUES(14,1,7,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,1,'Werk',3,'REG','{"name":"Werk"}','51526caaf37a6b9939555553ce9d715e7f9d255d608f6d93c6adb556e7b77eb8');
INSERT INTO "event" VALUES(15,1,8,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,1,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','531ac6da96757dbc3cf4e56af074b06712ba850c6bc4ea41711265de34547ff8');
INSERT INTO "event" VALUES(16,1,9,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,1,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','55d8f99e1f582d38f86f82e9035d0b4a92f532cdf7d837cfaae5036716da332b');
INSERT INTO "event" VALUES(17,2,7,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,2,'Werk',4,'REG','{"name":"Werk"}','4685c94ce4e2f21c1948f8808a9561c1a3046aa9230a53079e21e6c8072d6c7a');
INSERT INTO "event" VALUES(18,2,8,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,2,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','074c240b3e43e9beb0f96bfb0e40bf632f733d1a24aa8fae90a567d0bb436e98');
INSERT INTO "event" VALUES(19,2,9,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,2,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','b74a640cc99233c47ec128f911cdf87adf7d49409c455d273e1fc9889a87751d');
INSERT INTO "event" VALUES(20,1,10,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,1,'Werk',5,'REG','{"name":"Werk"}','88a845e6433069e4d4cee8d4904cc71629f483911f7b51cacf2516c8f9958057');
INSERT INTO "event" VALUES(21,1,11,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,1,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','a9368619406c6947d51eb846f4c1f2495df83192ce8d28e282ade097383e48ea');
INSERT INTO "event" VALUES(22,1,12,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,1,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','3715cbba7dc92432d1df5703bb44d3c7bf4a848fa1da7614eb59f2fad1bf3446');
INSERT INTO "event" VALUES(23,2,10,'2027-03-01T08:00:00.000000+00:00','case:task:completed',4,2,'Werk',6,'REG','{"name":"Werk"}','20733e58f23cdf9091241d2a5411e08a96067d550eb304970c38958dfe9086a6');
INSERT INTO "event" VALUES(24,2,11,'2027-03-01T08:00:00.000000+00:00','case:task:opened',4,2,'Werk',NULL,'REG','{"lane": "meldpunt", "name": "Werk"}','acdf7d2aa1703225038113747dcaf20e88f039310cbc1bb4c25b9a7793d5b029');
INSERT INTO "event" VALUES(25,2,12,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',4,2,NULL,NULL,'REG','{"completed": ["Werk", "nogmaals", "weer"], "entered": ["nogmaals", "weer", "Werk"], "flows": ["Werk_nogmaals", "nogmaals_weer", "weer_Werk"]}','8c33fd3b8dcd1f7fe5e51f51c1c8edaf43855a6463b471a0a2d8dad6d9692bac');
INSERT INTO "event" VALUES(26,3,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,3,NULL,NULL,'REG','{"process":"T"}','b04d8d6e7d7350b0f86e880b73a24cb9973f2884e70e490e2b00a0c608ebac0c');
INSERT INTO "event" VALUES(27,3,2,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,3,NULL,NULL,'REG','{"completed": ["start"], "entered": ["start", "wacht"], "flows": ["start_wacht"]}','d6d752cebfacb5d94c33a93c9fe7787b8833397932b884acbd97b1e43e6fd431');
INSERT INTO "event" VALUES(28,4,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,4,NULL,NULL,'REG','{"process":"T"}','be826de788dafc415ad465d25b5aa677707df2870feb6abc2fc87ff0a8b73d2f');
INSERT INTO "event" VALUES(29,4,2,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,4,NULL,NULL,'REG','{"completed": ["start"], "entered": ["start", "wacht"], "flows": ["start_wacht"]}','58a98a2d1f391a467ed821eed222be3744d5d4cd661afe929ad24fa06db93b82');
INSERT INTO "event" VALUES(30,5,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,5,NULL,NULL,'REG','{"process":"W"}','0292f10e1abfa374b14d2c7b7469adbe23e7fc0f948960005e58f0e9d1e277d4');
INSERT INTO "event" VALUES(31,5,2,'2027-03-01T08:00:00.000000+00:00','case:task:opened',NULL,5,'taak',NULL,'REG','{"lane": "meldpunt", "name": "taak"}','3823db1a5f944181820bc5a521500af3af180a6329af5841ed96a45c8a78af27');
INSERT INTO "event" VALUES(32,5,3,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,5,NULL,NULL,'REG','{"completed": ["start", "all"], "entered": ["start", "all", "taak", "hoor", "wacht"], "flows": ["start_all", "all_taak", "all_hoor", "all_wacht"]}','83a054d0e18f244d6745874978793581c36a07f406266d80e652bc53a41a5d54');
INSERT INTO "event" VALUES(33,6,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,6,NULL,NULL,'REG','{"process":"W"}','2d7478f4649de09e9986e1c7bcaefea682d348777490c274fcf59b8d4ea3b78e');
INSERT INTO "event" VALUES(34,6,2,'2027-03-01T08:00:00.000000+00:00','case:task:opened',NULL,6,'taak',NULL,'REG','{"lane": "meldpunt", "name": "taak"}','d9def9b0ccb5babb5576e1df228077bee46a705ce97bb44a1e90da55591032f5');
INSERT INTO "event" VALUES(35,6,3,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,6,NULL,NULL,'REG','{"completed": ["start", "all"], "entered": ["start", "all", "taak", "hoor", "wacht"], "flows": ["start_all", "all_taak", "all_hoor", "all_wacht"]}','c66563e1c847b955a42395cd89ed3c725856a596bdbf978bee637c440e51ecc1');
INSERT INTO "event" VALUES(36,7,1,'2027-03-01T08:00:00.000000+00:00','case:instance:started',NULL,7,NULL,NULL,'MED','{"process":"S"}','cb96e68fc760953c4b5e11345490b6451fdb57f5c3acd115b9933385b8b08ff4');
INSERT INTO "event" VALUES(37,7,2,'2027-03-01T08:00:00.000000+00:00','case:task:opened',NULL,7,'Zorg',NULL,'MED','{"lane": "meldpunt", "name": "Zorg"}','d0c71f320664422af6895b6a0b2c58ce359a9ba07b4f2c96faa6bcdd7097ddc2');
INSERT INTO "event" VALUES(38,7,3,'2027-03-01T08:00:00.000000+00:00','case:instance:stepped',NULL,7,NULL,NULL,'MED','{"completed": ["start"], "entered": ["start", "Zorg"], "flows": ["start_Zorg"]}','7091403089b0086d0fae44e242b08329fa8e81ce40a835967fd7674a2cde6b23');
CREATE TABLE extension (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	task INTEGER NOT NULL, 
	from_due TEXT NOT NULL, 
	to_due TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	set_at TEXT NOT NULL, 
	set_by INTEGER, 
	CONSTRAINT extension_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT extension_task_fkey FOREIGN KEY(task) REFERENCES task (id), 
	CONSTRAINT extension_set_by_fkey FOREIGN KEY(set_by) REFERENCES account (id)
);
CREATE TABLE fact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	scope TEXT NOT NULL, 
	name TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	value TEXT NOT NULL, 
	set_at TEXT NOT NULL, 
	set_by INTEGER, 
	source TEXT NOT NULL, 
	current BOOLEAN NOT NULL, 
	CONSTRAINT fact_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT fact_set_by_fkey FOREIGN KEY(set_by) REFERENCES account (id)
);
CREATE TABLE idempotency_key (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	actor INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	status INTEGER NOT NULL, 
	location TEXT NOT NULL, 
	created_at TEXT NOT NULL
);
CREATE TABLE incident (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	instance INTEGER NOT NULL, 
	wait INTEGER NOT NULL, 
	element TEXT NOT NULL, 
	code TEXT NOT NULL, 
	text TEXT NOT NULL, 
	owner INTEGER, 
	opened_at TEXT NOT NULL, 
	resolved_at TEXT, 
	resolved_by INTEGER, 
	CONSTRAINT incident_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT incident_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id), 
	CONSTRAINT incident_owner_fkey FOREIGN KEY(owner) REFERENCES account (id), 
	CONSTRAINT incident_resolved_by_fkey FOREIGN KEY(resolved_by) REFERENCES account (id)
);
CREATE TABLE instance (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	definition INTEGER NOT NULL, 
	process TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	parent INTEGER, 
	parent_wait INTEGER, 
	state TEXT NOT NULL, 
	status TEXT NOT NULL, 
	outcome TEXT, 
	own_life BOOLEAN NOT NULL, 
	started_at TEXT NOT NULL, 
	ended_at TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT instance_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT instance_definition_fkey FOREIGN KEY(definition) REFERENCES definition (id), 
	CONSTRAINT instance_parent_fkey FOREIGN KEY(parent) REFERENCES instance (id)
);
INSERT INTO "instance" VALUES(1,1,6,'P','REG',NULL,NULL,'k1[18,[[1,"process","P",0],[16,"task","Werk",1],[17,"timer","later",16]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,4);
INSERT INTO "instance" VALUES(2,2,6,'P','REG',NULL,NULL,'k1[18,[[1,"process","P",0],[16,"task","Werk",1],[17,"timer","later",16]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,4);
INSERT INTO "instance" VALUES(3,3,8,'T','REG',NULL,NULL,'k1[4,[[1,"process","T",0],[3,"timer","wacht",1]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,1);
INSERT INTO "instance" VALUES(4,4,8,'T','REG',NULL,NULL,'k1[4,[[1,"process","T",0],[3,"timer","wacht",1]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,1);
INSERT INTO "instance" VALUES(5,5,9,'W','REG',NULL,NULL,'k1[7,[[1,"process","W",0],[4,"task","taak",1],[5,"message","hoor",1],[6,"timer","wacht",1]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,1);
INSERT INTO "instance" VALUES(6,6,9,'W','REG',NULL,NULL,'k1[7,[[1,"process","W",0],[4,"task","taak",1],[5,"message","hoor",1],[6,"timer","wacht",1]]]','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,1);
INSERT INTO "instance" VALUES(7,7,7,'S','MED',NULL,NULL,'s1.oSFSBedodFjVpH11ylMyW4EYgVU4DX3uczy7mloZ86kB4YTx5_nH9RktEa7WU5vw1jM4EAUEpxr3oCcDv5ojjSefBpl3y3ARLPit','active',NULL,0,'2027-03-01T08:00:00.000000+00:00',NULL,1);
CREATE TABLE job (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	instance INTEGER NOT NULL, 
	wait INTEGER NOT NULL, 
	element TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	inputs TEXT NOT NULL, 
	headers TEXT NOT NULL, 
	state TEXT NOT NULL, 
	retries INTEGER NOT NULL, 
	fence INTEGER NOT NULL, 
	lease_until TEXT, 
	next_try_at TEXT NOT NULL, 
	CONSTRAINT job_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT job_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id)
);
CREATE TABLE membership (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account INTEGER NOT NULL, 
	organisation INTEGER NOT NULL, 
	lane TEXT NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT membership_account_fkey FOREIGN KEY(account) REFERENCES account (id), 
	CONSTRAINT membership_organisation_fkey FOREIGN KEY(organisation) REFERENCES organisation (id)
);
INSERT INTO "membership" VALUES(1,1,1,'meldpunt','triagist');
INSERT INTO "membership" VALUES(2,2,1,'meldpunt','casusregisseur');
INSERT INTO "membership" VALUES(3,3,1,'meldpunt','casusregisseur');
INSERT INTO "membership" VALUES(4,3,1,'meldpunt','begeleider');
INSERT INTO "membership" VALUES(5,4,1,'meldpunt','begeleider');
INSERT INTO "membership" VALUES(6,4,1,'meldpunt','outreach');
INSERT INTO "membership" VALUES(7,5,1,'meldpunt','teamleider');
INSERT INTO "membership" VALUES(8,6,1,'meldpunt','coordinator');
INSERT INTO "membership" VALUES(9,7,1,'meldpunt','dienstdoende');
INSERT INTO "membership" VALUES(10,8,1,'meldpunt','procesregisseur');
INSERT INTO "membership" VALUES(11,9,1,'meldpunt','tweedeControle');
INSERT INTO "membership" VALUES(12,10,2,'landelijk','escalatietafel');
INSERT INTO "membership" VALUES(13,10,2,'landelijk','secretariaat');
INSERT INTO "membership" VALUES(14,11,2,'landelijk','bestuur');
INSERT INTO "membership" VALUES(15,12,3,'fonds','behandelaar');
INSERT INTO "membership" VALUES(16,13,3,'fonds','beslisser');
INSERT INTO "membership" VALUES(17,14,3,'fonds','plaatsvervangendBeslisser');
INSERT INTO "membership" VALUES(18,15,4,'juridisch','toetser');
INSERT INTO "membership" VALUES(19,16,5,'advocatuur','advocaat');
INSERT INTO "membership" VALUES(20,17,6,'vwn','begeleider');
INSERT INTO "membership" VALUES(21,18,7,'ggd','zorgcoordinator');
INSERT INTO "membership" VALUES(22,19,7,'ggd','screener');
INSERT INTO "membership" VALUES(23,20,8,'gp','huisarts');
INSERT INTO "membership" VALUES(24,21,9,'ggz','behandelaar');
INSERT INTO "membership" VALUES(25,22,10,'iom','counsellor');
INSERT INTO "membership" VALUES(26,23,10,'iom','reisbegeleider');
INSERT INTO "membership" VALUES(27,24,11,'return_ngo','counsellor');
INSERT INTO "membership" VALUES(28,25,11,'return_ngo','begeleider');
INSERT INTO "membership" VALUES(29,26,12,'ontvangstpartner','partner');
INSERT INTO "membership" VALUES(30,27,13,'nidos','voogd');
INSERT INTO "membership" VALUES(31,28,14,'gemeente','casuscoordinator');
INSERT INTO "membership" VALUES(32,29,15,'opvang','coordinator');
INSERT INTO "membership" VALUES(33,29,15,'opvang','begeleider');
INSERT INTO "membership" VALUES(34,30,16,'coa','casemanager');
INSERT INTO "membership" VALUES(35,31,20,'avim','toezicht');
CREATE TABLE message (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER, 
	name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	sender INTEGER, 
	received_at TEXT NOT NULL, 
	expires_at TEXT, 
	state TEXT NOT NULL, 
	delivered_to INTEGER, 
	CONSTRAINT message_case_fkey FOREIGN KEY("case") REFERENCES "case" (id)
);
CREATE TABLE notice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER, 
	"key" TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	template TEXT NOT NULL, 
	language TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_try_at TEXT NOT NULL, 
	sent_at TEXT, 
	CONSTRAINT notice_case_fkey FOREIGN KEY("case") REFERENCES "case" (id)
);
CREATE TABLE organisation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	lanes TEXT NOT NULL
);
INSERT INTO "organisation" VALUES(1,'meldpunt','Landelijk meldpunt','meldpunt');
INSERT INTO "organisation" VALUES(2,'landelijk','Landelijke escalatietafel','landelijk');
INSERT INTO "organisation" VALUES(3,'fonds','Fonds Perspectief','fonds');
INSERT INTO "organisation" VALUES(4,'toetsing','Bureau Juridische Toetsing','juridisch');
INSERT INTO "organisation" VALUES(5,'advocaten','Advocatenkantoor De Linde','advocatuur');
INSERT INTO "organisation" VALUES(6,'vwn','VluchtelingenWerk Midden','vwn');
INSERT INTO "organisation" VALUES(7,'ggd','GGD Rivierenland','ggd');
INSERT INTO "organisation" VALUES(8,'huisarts','Huisartsenpraktijk Oost','gp');
INSERT INTO "organisation" VALUES(9,'ggz','GGZ De Brug','ggz');
INSERT INTO "organisation" VALUES(10,'iom','IOM Nederland','iom');
INSERT INTO "organisation" VALUES(11,'weerthuis','Stichting Weer Thuis','return_ngo');
INSERT INTO "organisation" VALUES(12,'partner','Ontvangstpartner','ontvangstpartner');
INSERT INTO "organisation" VALUES(13,'nidos','Nidos','nidos');
INSERT INTO "organisation" VALUES(14,'gemeente','Gemeente Rivierstad','gemeente');
INSERT INTO "organisation" VALUES(15,'opvang','Opvang De Haven','opvang');
INSERT INTO "organisation" VALUES(16,'coa','COA','coa');
INSERT INTO "organisation" VALUES(17,'dji','DJI','dji');
INSERT INTO "organisation" VALUES(18,'ind','IND','ind');
INSERT INTO "organisation" VALUES(19,'dtenv','DTenV','dtenv');
INSERT INTO "organisation" VALUES(20,'avim','Politie/AVIM','avim');
INSERT INTO "organisation" VALUES(21,'kmar','Koninklijke Marechaussee','kmar');
CREATE TABLE pause (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT, 
	set_by INTEGER, ends_at TEXT DEFAULT '1970-01-01T00:00:00.000000+00:00' NOT NULL, 
	CONSTRAINT pause_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT pause_set_by_fkey FOREIGN KEY(set_by) REFERENCES account (id)
);
CREATE TABLE read_log (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	actor INTEGER NOT NULL, 
	"case" INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	what TEXT NOT NULL, 
	purpose TEXT NOT NULL
);
CREATE TABLE relation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	CONSTRAINT relation_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT relation_other_fkey FOREIGN KEY(other) REFERENCES "case" (id)
);
CREATE TABLE roster (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account INTEGER NOT NULL, 
	lane TEXT NOT NULL, 
	role TEXT NOT NULL, 
	since TEXT NOT NULL, 
	until TEXT NOT NULL, 
	CONSTRAINT roster_account_fkey FOREIGN KEY(account) REFERENCES account (id)
);
CREATE TABLE sealed (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	zone TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	form TEXT NOT NULL, 
	form_version INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	set_at TEXT NOT NULL, 
	set_by INTEGER, 
	CONSTRAINT sealed_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT sealed_set_by_fkey FOREIGN KEY(set_by) REFERENCES account (id)
);
INSERT INTO "sealed" VALUES(1,1,'SOC','task:1','note',1,'s1.DnfVN6HE3V8z9ozDB0a0l3cRwKDI_X6F-Ulp1mUBLSvlteBhY3mbHcYCNgwRi_Lf','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(2,2,'SOC','task:2','note',1,'s1.-qtOJmfo7tkWj7-TqyJ1Aubhvy-_cqpah5x0DvJ8DowpJB-TeIyiZL1FwwxMfyi6','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(3,1,'SOC','task:3','note',1,'s1.0ls5fFDjRiBajRsLdjEsxkdYCzVDPvfJ_zxzrFDZALd6Wuyl4TiuT1juTZWJKmLf','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(4,2,'SOC','task:4','note',1,'s1.t1OrJTwECObQsNDzjWW-6ifaAeGVDlgvzzbhtSDQBaJPEY9zsdWA-ppEhj69egeO','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(5,1,'SOC','task:5','note',1,'s1.YIKk_VkxNiyYWm8G1VQvW-6IrA6kvEbOgaOZ3RdERUkKCk9eb_leysvmr924j9qu','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(6,2,'SOC','task:6','note',1,'s1.gTlMtjePPjw3epexKpV90yqa35JnrLCpDur-jkk_Z39ihoj3r84I6g8ZwniwhGUn','2027-03-01T08:00:00.000000+00:00',4);
INSERT INTO "sealed" VALUES(7,1,'SOC','draft:7:4','note',0,'s1.iylbE9ocyDg94uJ8X01cbUc284ixXDLwRf20ihZtmIxcDyaqGeaAv5ebY24=','2027-03-01T08:00:00.000000+00:00',4);
CREATE TABLE session (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	token TEXT NOT NULL, 
	account INTEGER NOT NULL, 
	detail TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	CONSTRAINT session_account_fkey FOREIGN KEY(account) REFERENCES account (id)
);
CREATE TABLE subscription (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	instance INTEGER NOT NULL, 
	wait INTEGER NOT NULL, 
	element TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"key" TEXT, 
	CONSTRAINT subscription_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT subscription_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id)
);
INSERT INTO "subscription" VALUES(1,5,5,5,'hoor','message','hallo','M-K95W-88DX');
INSERT INTO "subscription" VALUES(2,6,6,5,'hoor','message','hallo','M-C5KA-72CB');
CREATE TABLE task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"case" INTEGER NOT NULL, 
	instance INTEGER NOT NULL, 
	wait INTEGER NOT NULL, 
	process TEXT NOT NULL, 
	element TEXT NOT NULL, 
	name TEXT NOT NULL, 
	lane TEXT NOT NULL, 
	role TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	organisation INTEGER, 
	assignee INTEGER, 
	delegated_by INTEGER, 
	deputy INTEGER, 
	due_at TEXT, 
	due_rule TEXT, 
	follow_up_at TEXT, 
	priority TEXT NOT NULL, 
	form TEXT, 
	form_version INTEGER, 
	part TEXT, 
	locals TEXT NOT NULL, 
	ladder BOOLEAN NOT NULL, 
	status TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	closed_at TEXT, 
	completed_by INTEGER, 
	on_behalf_of TEXT, 
	version INTEGER NOT NULL, 
	CONSTRAINT task_case_fkey FOREIGN KEY("case") REFERENCES "case" (id), 
	CONSTRAINT task_instance_fkey FOREIGN KEY(instance) REFERENCES instance (id), 
	CONSTRAINT task_organisation_fkey FOREIGN KEY(organisation) REFERENCES organisation (id), 
	CONSTRAINT task_assignee_fkey FOREIGN KEY(assignee) REFERENCES account (id), 
	CONSTRAINT task_delegated_by_fkey FOREIGN KEY(delegated_by) REFERENCES account (id), 
	CONSTRAINT task_deputy_fkey FOREIGN KEY(deputy) REFERENCES account (id), 
	CONSTRAINT task_completed_by_fkey FOREIGN KEY(completed_by) REFERENCES account (id)
);
INSERT INTO "task" VALUES(1,1,1,4,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(2,2,2,4,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(3,1,1,8,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(4,2,2,8,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(5,1,1,12,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(6,2,2,12,'P','Werk','Werk','meldpunt','begeleider','REG',1,4,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'completed','2027-03-01T08:00:00.000000+00:00','2027-03-01T08:00:00.000000+00:00',4,NULL,3);
INSERT INTO "task" VALUES(7,1,1,16,'P','Werk','Werk','meldpunt','begeleider','REG',1,NULL,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'open','2027-03-01T08:00:00.000000+00:00',NULL,NULL,NULL,1);
INSERT INTO "task" VALUES(8,2,2,16,'P','Werk','Werk','meldpunt','begeleider','REG',1,NULL,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'open','2027-03-01T08:00:00.000000+00:00',NULL,NULL,NULL,1);
INSERT INTO "task" VALUES(9,5,5,4,'W','taak','taak','meldpunt','begeleider','REG',1,NULL,NULL,NULL,'2027-03-08T08:00:00.000000+00:00','P7D',NULL,'P3','note',1,NULL,'{}',1,'open','2027-03-01T08:00:00.000000+00:00',NULL,NULL,NULL,1);
INSERT INTO "task" VALUES(10,6,6,4,'W','taak','taak','meldpunt','begeleider','REG',1,NULL,NULL,NULL,'2027-03-08T08:00:00.000000+00:00','P7D',NULL,'P3','note',1,NULL,'{}',1,'open','2027-03-01T08:00:00.000000+00:00',NULL,NULL,NULL,1);
INSERT INTO "task" VALUES(11,7,7,3,'S','Zorg','Zorg','meldpunt','begeleider','MED',1,NULL,NULL,NULL,'2035-05-18T07:00:00.000000+00:00','P3000D',NULL,'P3','note',1,NULL,'{}',1,'open','2027-03-01T08:00:00.000000+00:00',NULL,NULL,NULL,1);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE UNIQUE INDEX event_once ON event ("case", seq);
CREATE UNIQUE INDEX event_once_without_case ON event (seq) WHERE "case" IS NULL;
CREATE UNIQUE INDEX idempotency_key_once ON idempotency_key (actor, "key");
CREATE UNIQUE INDEX organisation_key ON organisation ("key");
CREATE INDEX read_log_actor ON read_log (actor, at);
CREATE INDEX read_log_case ON read_log ("case");
CREATE INDEX absence_account ON absence (account);
CREATE INDEX case_deputy ON "case" (deputy) WHERE status = 'open';
CREATE INDEX case_director ON "case" (director) WHERE status = 'open';
CREATE INDEX case_open ON "case" (id) WHERE status = 'open';
CREATE UNIQUE INDEX case_reference ON "case" (reference);
CREATE UNIQUE INDEX membership_once ON membership (account, organisation, lane, role);
CREATE INDEX membership_organisation ON membership (organisation);
CREATE INDEX session_account ON session (account);
CREATE UNIQUE INDEX session_token ON session (token);
CREATE INDEX case_party_case ON case_party ("case");
CREATE INDEX case_party_organisation ON case_party (organisation) WHERE until IS NULL;
CREATE INDEX consent_case ON consent ("case");
CREATE INDEX deadline_case ON deadline ("case");
CREATE INDEX deadline_due ON deadline (priority, due_at, id) WHERE state = 'pending';
CREATE UNIQUE INDEX deadline_once ON deadline (source, occurrence, kind);
CREATE INDEX deadline_wake ON deadline ((CASE WHEN (due_at > next_try_at) THEN due_at ELSE next_try_at END)) WHERE state = 'pending';
CREATE INDEX definition_active ON definition (kind, "key") WHERE active = true;
CREATE UNIQUE INDEX definition_version ON definition (kind, "key", version);
CREATE INDEX fact_case ON fact ("case");
CREATE UNIQUE INDEX fact_one_current ON fact ("case", scope, name) WHERE current = true;
CREATE INDEX message_case ON message ("case");
CREATE INDEX message_kept ON message (name, "key") WHERE state = 'kept';
CREATE INDEX notice_case ON notice ("case");
CREATE UNIQUE INDEX notice_once ON notice ("key");
CREATE INDEX notice_waiting ON notice (next_try_at) WHERE state = 'waiting';
CREATE INDEX pause_case ON pause ("case");
CREATE INDEX relation_case ON relation ("case");
CREATE INDEX relation_other ON relation (other);
CREATE INDEX sealed_case ON sealed ("case");
CREATE INDEX instance_active ON instance (process, definition) WHERE status = 'active';
CREATE INDEX instance_case ON instance ("case");
CREATE INDEX instance_parent ON instance (parent);
CREATE INDEX decision_taken_case ON decision_taken ("case");
CREATE INDEX escalation_case ON escalation ("case");
CREATE UNIQUE INDEX escalation_one_open_per_cause ON escalation ("case", cause) WHERE closed_at IS NULL;
CREATE INDEX escalation_open ON escalation (id) WHERE closed_at IS NULL;
CREATE INDEX incident_case ON incident ("case");
CREATE INDEX incident_instance ON incident (instance);
CREATE INDEX incident_open ON incident (id) WHERE resolved_at IS NULL;
CREATE INDEX job_alive ON job (next_try_at) WHERE state IN ('open', 'running');
CREATE INDEX job_case ON job ("case");
CREATE INDEX job_instance ON job (instance);
CREATE UNIQUE INDEX job_one_alive_per_wait ON job (instance, wait) WHERE state IN ('open', 'running');
CREATE INDEX subscription_case ON subscription ("case");
CREATE INDEX subscription_instance ON subscription (instance);
CREATE INDEX subscription_name ON subscription (name, "key");
CREATE INDEX task_assignee ON task (assignee, (coalesce(due_at, '9999-12-31T00:00:00.000000+00:00')), id) WHERE status = 'open';
CREATE INDEX task_case ON task ("case");
CREATE INDEX task_deputy ON task (deputy, (coalesce(due_at, '9999-12-31T00:00:00.000000+00:00')), id) WHERE status = 'open';
CREATE INDEX task_instance ON task (instance);
CREATE UNIQUE INDEX task_one_open_per_wait ON task (instance, wait) WHERE status = 'open';
CREATE INDEX task_organisation ON task (organisation, status, due_at, id);
CREATE INDEX task_team ON task (organisation, lane, role, (coalesce(due_at, '9999-12-31T00:00:00.000000+00:00')), id) WHERE status = 'open' AND assignee IS NULL;
CREATE INDEX extension_case ON extension ("case");
CREATE INDEX extension_task ON extension (task);
CREATE INDEX escalation_root ON escalation (root, opened_at);
CREATE UNIQUE INDEX escalation_one_open_storm ON escalation (root) WHERE closed_at IS NULL AND cause = 'storm';
CREATE UNIQUE INDEX pause_one_open_per_case ON pause ("case") WHERE until IS NULL;
CREATE UNIQUE INDEX beat_worker ON beat (worker);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('organisation',21);
INSERT INTO "sqlite_sequence" VALUES('account',32);
INSERT INTO "sqlite_sequence" VALUES('membership',35);
INSERT INTO "sqlite_sequence" VALUES('bundle',1);
INSERT INTO "sqlite_sequence" VALUES('definition',9);
INSERT INTO "sqlite_sequence" VALUES('event',38);
INSERT INTO "sqlite_sequence" VALUES('case',7);
INSERT INTO "sqlite_sequence" VALUES('case_party',7);
INSERT INTO "sqlite_sequence" VALUES('instance',7);
INSERT INTO "sqlite_sequence" VALUES('task',11);
INSERT INTO "sqlite_sequence" VALUES('deadline',49);
INSERT INTO "sqlite_sequence" VALUES('sealed',7);
INSERT INTO "sqlite_sequence" VALUES('subscription',2);
COMMIT;
