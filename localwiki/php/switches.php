<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// Switches that tests set while the wiki runs: files in its folder, read on every request.
//   readonly       its text is the reason; writes answer "readonly"
//   lag            seconds of pretended replica lag; requests with a lower maxlag answer "maxlag"
//   override.json  any settings by name, for example {"wgRateLimits": {"edit": {"user": [2, 60]}}}

$wgReadOnlyFile = __DIR__ . '/readonly';

$wgHooks['ApiMaxLagInfo'][] = static function ( &$lagInfo ) {
	$file = __DIR__ . '/lag';
	if ( is_file( $file ) ) {
		$lagInfo = [ 'host' => 'replica1', 'lag' => (float)file_get_contents( $file ), 'type' => 'db' ];
	}
};

$overrides = __DIR__ . '/override.json';
if ( is_file( $overrides ) ) {
	foreach ( json_decode( file_get_contents( $overrides ), true ) as $name => $value ) {
		$GLOBALS[$name] = $value;
	}
}
