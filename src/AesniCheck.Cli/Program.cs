using AesniCheck.Cli;
using AesniCheck.Execution;
using AesniCheck.Stressors;

return Startup.Run(args, () => CommandLine.Invoke(args, ThisMachine.Devices, StressorList.All));
