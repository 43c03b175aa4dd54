<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the throwaway wiki. Every path hangs on the folder this file lies in, so that an image can be copied.
// Nothing here is fit for a wiki that others can reach: weak passwords, no limits, errors shown in full.

$folder = __DIR__;
$host = $_SERVER['HTTP_HOST'] ?? '127.0.0.1';
// Follows the address asked for, as the port changes with every start and a proxy may stand in front.
$wgServer = 'http://' . ( preg_match( '/^(127\.0\.0\.1|localhost)(:\d+)?$/D', $host ) ? $host : '127.0.0.1' );
$wgScriptPath = '/w';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = false;
$wgSitename = 'Outreach, local copy';
$wgMetaNamespace = 'Outreach';
$wgLanguageCode = 'en';
$wgLocaltimezone = 'UTC';
$wgRightsUrl = 'https://creativecommons.org/licenses/by-sa/4.0/';
$wgRightsText = 'Creative Commons Attribution-Share Alike 4.0';

// SQLite. IMMEDIATE makes a second writer wait for the first instead of failing half-way through its transaction;
// with synchronous off a power cut may lose the wiki, which is then built anew.
$wgDBtype = 'sqlite';
$wgDBname = 'outreach';
$wgSQLiteDataDir = "$folder/db";
$wgDBservers = [ [
	'type' => 'sqlite', 'dbname' => $wgDBname, 'tablePrefix' => '', 'dbDirectory' => $wgSQLiteDataDir,
	'variables' => [ 'synchronous' => 'OFF', 'cache_size' => -32000 ], 'trxMode' => 'IMMEDIATE',
	'flags' => DBO_DEFAULT, 'load' => 1,
] ];
// Sessions and rendered pages lie in a database of their own, so that reading never waits for an edit.
$wgObjectCaches[CACHE_DB] = [
	'class' => SqlBagOStuff::class, 'loggroup' => 'SQLBagOStuff',
	'server' => [
		'type' => 'sqlite', 'dbname' => 'wikicache', 'tablePrefix' => '', 'dbDirectory' => $wgSQLiteDataDir,
		'variables' => [ 'synchronous' => 'OFF' ], 'trxMode' => 'IMMEDIATE', 'flags' => 0,
	],
];
$wgCacheDirectory = "$folder/cache";
$wgTmpDirectory = "$folder/tmp";
$wgUploadDirectory = "$folder/images";
$wgLocalisationCacheConf['store'] = 'files';
$wgLocalisationCacheConf['storeDirectory'] = "$folder/cache";
$wgMainCacheType = CACHE_ACCEL;          // APCu, shared by the workers of the built-in server
$wgSessionCacheType = CACHE_DB;
$wgParserCacheType = CACHE_DB;
$wgSecretKey = str_repeat( 'not-secret-', 6 );
$wgJobRunRate = 0;                       // jobs run when maintenance/runJobs.php is called

// No mail, no limits, cheap passwords: a login costs milliseconds instead of a third of a second.
$wgEnableEmail = false;
$wgEmailAuthentication = false;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgPasswordDefault = 'B';
$wgPasswordPolicy['policies'] = [ 'default' => [ 'MinimalPasswordLength' => [ 'value' => 1 ] ] ];
$wgAutopromote = [];
$wgShowExceptionDetails = true;
$wgNamespacesWithSubpages[NS_MAIN] = true;
$wgNamespacesWithSubpages[NS_TEMPLATE] = true;
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;

// What newer versions took into the core is no longer there as an extension.
foreach ( [ 'AbuseFilter', 'CategoryTree', 'Cite', 'ImageMap', 'InputBox', 'Interwiki', 'PageImages', 'ParserFunctions',
	'Poem', 'Renameuser', 'SpamBlacklist', 'TemplateData', 'TextExtracts', 'TitleBlacklist' ] as $name ) {
	if ( is_file( "$wgExtensionDirectory/$name/extension.json" ) ) {
		wfLoadExtension( $name );
	}
}
wfLoadSkin( 'Vector' );
$wgBlacklistSettings = [ 'spam' => [ 'files' => [] ] ];

require __DIR__ . '/translate.php';
require __DIR__ . '/hidden.php';
require __DIR__ . '/switches.php';
