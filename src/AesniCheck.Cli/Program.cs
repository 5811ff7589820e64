using AesniCheck.Cli;
using AesniCheck.Execution;

return CommandLine.Invoke(args, ThisMachine.Devices);
