@rem npm hands scripts to cmd.exe on Windows, which has no exec of its own.
@%*
