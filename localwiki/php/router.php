<?php
# SPDX-License-Identifier: GPL-3.0-or-later
// For PHP's built-in server: /wiki/Title and / go to index.php, everything else is a file under the document root.

$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( $path !== '/' && !str_starts_with( (string)$path, '/wiki/' ) ) {
	return false;
}
$code = realpath( __DIR__ . '/root/w' );
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/w/index.php';
$_SERVER['SCRIPT_FILENAME'] = "$code/index.php";
chdir( $code );
require "$code/index.php";
return true;
