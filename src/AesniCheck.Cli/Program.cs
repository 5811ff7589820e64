using AesniCheck.Cli;
using AesniCheck.Execution;
using AesniCheck.Stressors;

return CommandLine.Invoke(args, ThisMachine.Devices, StressorList.All);
