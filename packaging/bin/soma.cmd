@echo off
rem The command `soma` of the installed app. Everything behind -- is ours.
"%~dp0..\..\Soma Inspector.exe" --soma-command -- %*
